package converter

import (
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/twisted/sitegen/generator/source"
)

// writeNotes keeps, beside the snapshot, what a conversion did: the ledger, the
// report, and the inventory of old URLs, one a line.
func (c *Conversion) writeNotes(dir string, book any) error {
	var ledgerText, reportText, reportJSON strings.Builder
	if err := toml.NewEncoder(&ledgerText).Encode(book); err != nil {
		return err
	}
	if err := c.Report.WriteText(&reportText); err != nil {
		return err
	}
	if err := c.Report.WriteJSON(&reportJSON); err != nil {
		return err
	}
	for name, text := range map[string]string{
		ledger: ledgerText.String(), "report.txt": reportText.String(), "report.json": reportJSON.String(),
		"inventory.txt": strings.Join(c.Inventory, "\n") + "\n",
	} {
		if _, err := source.Write(filepath.Join(dir, name), []byte(text)); err != nil {
			return err
		}
	}
	return nil
}
