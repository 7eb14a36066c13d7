// Package oldurls reads old URLs from where they are found: lists, sitemaps, the
// inventory of a snapshot, access logs. It understands what people, mail programs
// and browsers make of a URL, and reads logs of any size as a stream.
//
//	file ─ Open ─► lines ─ List, Sitemap or Log ─► what was asked ─ Parse ─► URL
//
// What a URL arrives at is for package check to say.
package oldurls
