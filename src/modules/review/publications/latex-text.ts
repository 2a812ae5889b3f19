/** Accents by their command, as combining characters. */
const accents: Record<string, string> = {
	'`': '\u0300',
	"'": '\u0301',
	'^': '\u0302',
	'~': '\u0303',
	'=': '\u0304',
	u: '\u0306',
	'.': '\u0307',
	'"': '\u0308',
	r: '\u030a',
	H: '\u030b',
	v: '\u030c',
	d: '\u0323',
	c: '\u0327',
	k: '\u0328',
	b: '\u0331',
};

const letters: Record<string, string> = {
	ss: 'ß',
	SS: 'ẞ',
	o: 'ø',
	O: 'Ø',
	l: 'ł',
	L: 'Ł',
	ae: 'æ',
	AE: 'Æ',
	oe: 'œ',
	OE: 'Œ',
	aa: 'å',
	AA: 'Å',
	i: 'ı',
	j: 'ȷ',
	dh: 'ð',
	DH: 'Ð',
	dj: 'đ',
	DJ: 'Đ',
	th: 'þ',
	TH: 'Þ',
	ng: 'ŋ',
	NG: 'Ŋ',
	textendash: '–',
	textemdash: '—',
	textquoteright: '’',
	textquoteleft: '‘',
	textquotedblleft: '“',
	textquotedblright: '”',
	textdegree: '°',
	degree: '°',
	textregistered: '®',
	texttrademark: '™',
	textmu: 'µ',
	times: '×',
	pm: '±',
	cdot: '·',
	sim: '∼',
	approx: '≈',
	le: '≤',
	leq: '≤',
	ge: '≥',
	geq: '≥',
	infty: '∞',
	circ: '°',
	odot: '☉',
	alpha: 'α',
	beta: 'β',
	gamma: 'γ',
	delta: 'δ',
	epsilon: 'ε',
	varepsilon: 'ε',
	zeta: 'ζ',
	eta: 'η',
	theta: 'θ',
	kappa: 'κ',
	lambda: 'λ',
	mu: 'μ',
	nu: 'ν',
	xi: 'ξ',
	pi: 'π',
	rho: 'ρ',
	sigma: 'σ',
	tau: 'τ',
	phi: 'φ',
	varphi: 'φ',
	chi: 'χ',
	psi: 'ψ',
	omega: 'ω',
	Gamma: 'Γ',
	Delta: 'Δ',
	Theta: 'Θ',
	Lambda: 'Λ',
	Xi: 'Ξ',
	Pi: 'Π',
	Sigma: 'Σ',
	Phi: 'Φ',
	Psi: 'Ψ',
	Omega: 'Ω',
	TeX: 'TeX',
	LaTeX: 'LaTeX',
};

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const lookUp = (table: Record<string, string>, key: string) => (Object.hasOwn(table, key) ? table[key] : undefined);

/**
 * A value of BibTeX as plain text: accents and letters of LaTeX as characters, other commands without their name, no braces,
 * no dollars, one space where there were many. What it does not know stays readable. Pure; linear in the length.
 */
export function latexText(source: string): string {
	return (
		source
			.replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => entities[name] as string)
			// Accents: \'e, \'{e}, \'{\i}, {\v s}, \v{s}; an accent on i or j takes its dot away by itself.
			.replace(
				/\\(?:([`'^~="."])[ \t]?|([uvHcdbkr])(?![A-Za-z])[ \t]*)(?:\{[ \t]?\\?(\p{L})[ \t]?\}|\\([ij])(?![A-Za-z])[ \t]?|(\p{L}))/gu,
				(_, sign: string | undefined, name: string | undefined, inner, dotless, plain) =>
					`${inner ?? dotless ?? plain}${accents[sign ?? name ?? ''] ?? ''}`,
			)
			.replace(/\\([A-Za-z]+)\*?[ \t]*/g, (whole, name: string) => {
				const letter = lookUp(letters, name);
				// A space after a command ends it; what is no letter leaves its argument.
				return letter ?? (/\s$/.test(whole) ? ' ' : '');
			})
			.replace(/\\([&%$#_{}])/g, (_, sign: string) =>
				sign === '{' ? '\ue001' : sign === '}' ? '\ue002' : sign === '$' ? '\ue003' : sign,
			)
			.replace(/\\\\/g, ' ')
			.replace(/\\./gsu, ' ')
			.replace(/[{}$]/g, '')
			.replace(/\ue001/g, '{')
			.replace(/\ue002/g, '}')
			.replace(/\ue003/g, '$')
			.replace(/---/g, '—')
			.replace(/--/g, '–')
			.replace(/``/g, '“')
			.replace(/''/g, '”')
			.replace(/~/g, ' ')
			.normalize('NFC')
			.replace(/\s+/gu, ' ')
			.trim()
	);
}
