package converter

import (
	"strings"

	"github.com/twisted/sitegen/converter/trac"
)

// Trac's own pages: its guide, which every Trac is installed with. Unchanged, they describe a
// program that is gone; they are left out, and their URLs lead to the project's own copy.

// installed are the pages of trac/wiki/default-pages, 0.11 to 1.6.
var installed = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(`CamelCase InterMapTxt InterTrac InterWiki PageTemplates RecentChanges SandBox
		TicketQuery TitleIndex TracAccessibility TracAdmin TracBackup TracBatchModify TracBrowser TracCgi
		TracChangeLog TracChangeset TracEnvironment TracFastCgi TracFineGrainedPermissions TracGuide TracImport
		TracIni TracInstall TracInterfaceCustomization TracLinks TracLogging TracModPython TracModWSGI TracNavigation
		TracNotification TracPermissions TracPlugins TracQuery TracReports TracRepositoryAdmin TracRevisionLog
		TracRoadmap TracRss TracSearch TracStandalone TracSupport TracSyntaxColoring TracTickets
		TracTicketsCustomFields TracTimeline TracUnicode TracUpgrade TracWiki TracWorkflow WikiDeletePage
		WikiFormatting WikiHtml WikiMacros WikiNewPage WikiPageNames WikiProcessors WikiRestructuredText
		WikiRestructuredTextLinks WikiStart`) {
		set[name] = true
	}
	return set
}()

// installer is who Trac says wrote the pages that it installs and upgrades.
const installer = "trac"

// isGuide reports whether nobody has changed a page since it was installed.
func isGuide(p *trac.Page) bool { return installed[p.Name] && p.Author == installer }
