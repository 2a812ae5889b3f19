/*
 * What a full stop in English may stand behind without ending the sentence. Written without the stop, in lower case.
 */

/** A name or a title always follows: `Dr. Okafor`, `Lt. Gen. Park`. */
export const beforeNames: ReadonlySet<string> = new Set(
	`mr mrs ms mx dr drs prof profs hon rev fr msgr messrs mme mlle st mt ft gen lt col maj capt cpt sgt cmdr cdr adm vadm radm brig
	rep reps sen sens gov govs pres amb supt asst assoc dep min insp det pvt cpl eng dir`.split(/\s+/),
);

/** A figure follows: `No. 7`, `Art. IX`, `Fig. 3`; and months before a day or a year. */
export const beforeFigures: ReadonlySet<string> = new Set(
	`no nos art arts fig figs eq eqs sec sect vol vols ch chap chaps pp p para paras pt ref refs ser app
	jan feb mar apr jun jul aug sep sept oct nov dec approx ca c circa ver v`.split(/\s+/),
);

/** Never at the end of a sentence. */
export const neverLast: ReadonlySet<string> = new Set('vs e.g i.e eg ie cf viz resp incl esp dept univ'.split(' '));

/**
 * May end a sentence or not: it does when a word follows that begins sentences (`sentenceOpeners`), it does not before any
 * other capital letter: `Lockheed Martin Corp. Chief Executive …`, `the U.S. Space Force`.
 */
export const maybeLast: ReadonlySet<string> = new Set(
	`inc corp co ltd llc plc bros cos mfg intl assn u.s u.k u.n e.u u.s.a u.a.e d.c a.m p.m am pm ph.d m.d b.sc m.sc b.a m.a llb ll.m
	jr sr esq etc al et.al est inst natl govt mgmt ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn
	miss mo mont neb nev n.h n.j n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn tex va vt wash w.va wis wyo ave blvd rd sq bldg
	gmbh s.a s.p.a a.g b.v n.v s.r.l pty pte`.split(/\s+/),
);

/** Words that open sentences far more often than names: behind them a doubtful stop was an end. */
export const sentenceOpeners: ReadonlySet<string> = new Set(
	`the a an this that these those it its he she they we i you his her their our my your there here in on at by for from with
	without within to of as if when while where who what which why how but and or nor so yet however although though because since
	until unless after before during under over between among despite according both each every some many most several other
	others another all any no not none only also even still then now today yesterday tomorrow meanwhile moreover furthermore
	instead rather thus therefore hence once one two three four five six seven eight nine ten first second third next last
	earlier later recently currently previously analysts officials experts critics investors shares companies such is are was
	were will would could should may might can must has have had do does did let more less few much officials`.split(
		/\s+/,
	),
);
