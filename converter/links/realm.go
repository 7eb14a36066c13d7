package links

import (
	"net/url"
	"strings"
)

// realm returns the path below Base at which Trac answers scheme:target, "" for
// a target that can be nothing; ok reports whether the scheme is a realm.
func (r *Resolver) realm(page, scheme, target string) (path string, ok bool) {
	name, query, fragment := split(target)
	tail := query + hash(fragment)
	switch scheme {
	case "ticket", "bug", "issue":
		if strings.Trim(name, "0123456789") == "" && name != "" {
			return "/ticket/" + name + tail, true
		}
		if strings.Trim(name, "0123456789,-:") == "" && name != "" {
			return "/query?id=" + url.QueryEscape(name) + strings.Replace(query, "?", "&", 1), true
		}
		return "", true
	case "comment":
		return comment(target), true
	case "query":
		return queryPath(target), true
	case "report":
		return "/report/" + name + tail, true
	case "milestone":
		return "/milestone/" + escapePath(name) + tail, true
	case "search":
		if name == "" {
			return "/search" + tail, true
		}
		return "/search?q=" + url.QueryEscape(name) + strings.Replace(query, "?", "&", 1) + hash(fragment), true
	case "timeline":
		return "/timeline?from=" + url.QueryEscape(name), true
	case "attachment", "raw-attachment":
		return attachmentPath(page, scheme, name) + query, true // Trac drops the fragment
	case "changeset", "sha":
		return "/changeset/" + escapePath(name) + tail, true
	case "diff":
		return diffPath(name) + hash(fragment), true
	case "log":
		return logPath(name) + hash(fragment), true
	case "source", "browser", "repos", "export":
		return sourcePath(scheme, name, query, fragment), true
	case "htdocs":
		return "/chrome/site/" + escapePath(name) + tail, true
	}
	return "", false
}

// comment resolves comment:N:ticket:M and the old comment:ticket:M:N.
func comment(target string) string {
	parts := strings.Split(target, ":")
	if len(parts) != 3 {
		return "" // a comment of this page: wiki pages have none
	}
	number, realm, id := parts[0], parts[1], parts[2]
	if number != "description" && strings.Trim(number, "0123456789") != "" {
		realm, id, number = parts[0], parts[1], parts[2]
	}
	switch realm {
	case "ticket", "bug", "issue":
		return "/ticket/" + id + "#comment:" + number
	}
	return ""
}

// queryPath resolves query:?a=b and query:a=b|c&d=e.
func queryPath(target string) string {
	if strings.HasPrefix(target, "?") {
		return "/query" + target
	}
	var pairs []string
	for _, term := range strings.Split(target, "&") {
		key, values, ok := strings.Cut(term, "=")
		if !ok {
			continue
		}
		mode := ""
		for _, m := range []string{"!~", "!^", "!$", "!", "~", "^", "$"} {
			if cut, ok := strings.CutSuffix(key, m); ok {
				key, mode = cut, m
				break
			}
		}
		for _, v := range strings.Split(values, "|") {
			pairs = append(pairs, url.QueryEscape(key)+"="+url.QueryEscape(mode+v))
		}
	}
	return "/query?" + strings.Join(pairs, "&")
}

// attachmentPath resolves file, file:realm:id and the old realm:id:file.
func attachmentPath(page, scheme, target string) string {
	realm, id, file := "wiki", page, target
	if parts := strings.Split(target, ":"); len(parts) == 3 {
		switch parts[0] {
		case "wiki", "ticket", "milestone":
			realm, id, file = parts[0], parts[1], parts[2]
		default:
			file, realm, id = parts[0], parts[1], parts[2]
		}
	}
	return "/" + scheme + "/" + realm + "/" + escapePath(id) + "/" + escapePath(file)
}

// diffPath resolves path@old:new and old@rev//new@rev.
func diffPath(target string) string {
	oldPath, newPath, two := strings.Cut(target, "//")
	oldName, oldRev, _ := strings.Cut(oldPath, "@")
	q := url.Values{}
	if two {
		newName, newRev, _ := strings.Cut(newPath, "@")
		q.Set("new_path", newName)
		set(q, "new", newRev)
		set(q, "old", oldRev)
	} else {
		from, to, _ := strings.Cut(oldRev, ":")
		q.Set("new_path", oldName)
		set(q, "new", to)
		set(q, "old", from)
	}
	q.Set("old_path", oldName)
	return "/changeset?" + q.Encode()
}

func set(q url.Values, key, value string) {
	if value != "" {
		q.Set(key, value)
	}
}

// logPath resolves path@a:b.
func logPath(target string) string {
	i := strings.IndexAny(target, "@:")
	if i < 0 {
		return "/log/" + escapePath(strings.TrimLeft(target, "/"))
	}
	path := "/log/" + escapePath(strings.TrimLeft(target[:i], "/"))
	revs := strings.ReplaceAll(target[i+1:], ":", "-")
	if strings.ContainsAny(revs, "-,") {
		return path + "?revs=" + url.QueryEscape(revs)
	}
	return path + "?rev=" + url.QueryEscape(revs)
}

// sourcePath resolves path@rev:marks#Ln; export takes rev:path as well.
func sourcePath(scheme, name, query, fragment string) string {
	if scheme == "export" {
		if rev, path, ok := strings.Cut(name, ":"); ok {
			return "/export/" + rev + "/" + escapePath(strings.TrimLeft(path, "/"))
		}
	}
	path, rev, _ := strings.Cut(name, "@")
	rev, marks, _ := strings.Cut(rev, ":")
	if scheme == "export" {
		if rev == "" {
			rev = "HEAD"
		}
		return "/export/" + rev + "/" + escapePath(strings.TrimLeft(path, "/"))
	}
	q, _ := url.ParseQuery(strings.TrimPrefix(query, "?"))
	set(q, "rev", rev)
	set(q, "marks", marks)
	out := "/browser/" + escapePath(strings.TrimLeft(path, "/"))
	if len(q) > 0 {
		out += "?" + q.Encode()
	}
	if fragment == "" && marks != "" {
		line, _, _ := strings.Cut(marks, ",")
		line, _, _ = strings.Cut(line, "-")
		fragment = "L" + line
	}
	return out + hash(fragment)
}
