package wiki_test

import (
	"testing"
	"time"

	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/wiki"
)

// BenchmarkHostile tells how much longer a hostile page of four times the size takes, "x/4size":
// about 4 where the work is linear in the input, 16 where it is not. It is no test, since a busy
// machine may spoil what it measures.
func BenchmarkHostile(b *testing.B) {
	for name, page := range hostile {
		b.Run(name, func(b *testing.B) {
			short, long := page(50_000), page(200_000)
			var shortTook, longTook time.Duration
			for b.Loop() {
				began := time.Now()
				wiki.Parse(short, macro.Options(nil))
				between := time.Now()
				wiki.Parse(long, macro.Options(nil))
				shortTook, longTook = shortTook+between.Sub(began), longTook+time.Since(between)
			}
			b.ReportMetric(float64(longTook)/float64(shortTook), "x/4size")
		})
	}
}
