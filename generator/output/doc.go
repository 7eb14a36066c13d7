// Package output makes every file that a site consists of.
//
// A site is a function from path to bytes: [Files.Paths] lists every output in order,
// [Files.Render] makes any one of them, at any time, in any order, with the same bytes. There
// is no other way to them: a build, a preview and a check see the same.
//
// The registry, kinds, names every kind of file that a site may have: pages, stubs, feeds and
// so on. A kind is one file of this package, with a function that lists the kind's outputs,
// and one line of the registry. Each output has its own path; two that claim one path are an
// error that names both.
//
// Only this package knows how things are rendered: it owns the renderer of Markdown, the
// theme's templates, which get their functions here once, and what is remembered of either. An
// [Engine] keeps what may serve the next site as well.
package output
