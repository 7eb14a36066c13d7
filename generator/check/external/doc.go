// Package external asks other hosts whether links to them arrive.
//
// A checker that cries wolf is soon not listened to. So a [Verdict] tells apart what is dead (the
// host says so, or there is no such host), what is blocked (the host does not talk to
// programs) and what is unknown (it did not answer today). HEAD is asked first, GET where that
// says no; what may pass is asked again, after the time that the host wishes; no host is
// asked more than a few things at once; and what was fine is not asked again for two
// weeks ([Cache]).
package external
