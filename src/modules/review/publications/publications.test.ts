import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bibtexEntries } from './bibtex-entries.ts';
import { latexText } from './latex-text.ts';
import { publicationProblems, publicationSchema } from './publication.ts';
import { readPublications } from './read-publications.ts';
import { withoutDoubles } from './same-publication.ts';

const bib = String.raw`Exported by hand.
@string{ jgr = "Journal of " # {Geophysical Research} }
@comment{ @article{no, title = {Not this one}} }

@Article{muller19,
  author  = {M{\"u}ller, J{\"o}rg and Łukasz Wi\'sniewski and others},
  title   = "On {Bone} Loss in \emph{Head-Down} Bed Rest --- a \'{E}tude",
  journal = jgr,
  year    = 2019,
  doi     = {https://doi.org/10.1000/ABC.12\_3},
}
@inproceedings(li20,
  title = {基于{GNSS}的山区道路滑坡预警},
  subtitle = {方法与结果}, date = {2020-05}, author = {李, 四}, keywords = "滑坡, 预警"
)
@misc{ title = {No key at all}, year = "2001" }
@article{ bad, title = {Never ends, year = 1999

@book{good, title = {After the broken one}, month = mar # "~2", publisher = nobody}
@article{empty, year = 2000}
`;

test('BibTeX: braces, quotes, strings, accents, parentheses, Chinese; what is broken costs one entry and names its line', () => {
	const { format, publications, problems } = readPublications(bib);
	expect(format).toBe('bibtex');
	expect(publications).toEqual([
		{
			title: 'On Bone Loss in Head-Down Bed Rest — a Étude',
			line: 5,
			year: 2019,
			doi: '10.1000/abc.12_3',
			venue: 'Journal of Geophysical Research',
			authors: ['Jörg Müller', 'Łukasz Wiśniewski'],
		},
		{
			title: '基于GNSS的山区道路滑坡预警: 方法与结果',
			line: 12,
			year: 2020,
			authors: ['四 李'],
			keywords: '滑坡, 预警',
		},
		{ title: 'No key at all', line: 16, year: 2001 },
		{ title: 'After the broken one', line: 19, venue: 'nobody' },
	]);
	expect(problems.map(({ line, code }) => [line, code])).toEqual([
		[17, 'unclosed'],
		[19, 'unknown-name'],
		[20, 'no-title'],
	]);
});

test('LaTeX becomes text', () => {
	const cases: [string, string][] = [
		[
			String.raw`Schr\"odinger's {\O}re, na\"{\i}ve, \v{S}koda, {\v s}, Erd\H{o}s, Fran\c{c}ois, \aa, Gda\'nsk`,
			"Schrödinger's Øre, naïve, Škoda, š, Erdős, François, å, Gdańsk",
		],
		[String.raw`{\"{u}}ber {\'{\i}}nd{\'\i}ce \.Istanbul \=a \k{a} \d{h}`, 'über índíce İstanbul ā ą ḥ'],
		[String.raw`$\alpha$-particles at 10$^{\circ}$C \& 5\% of \textbf{CO$_2$}`, 'α-particles at 10^°C & 5% of CO_2'],
		["``Quoted'' and 1--2 a~b &amp; c", '“Quoted” and 1–2 a b & c'],
		[String.raw`a \{set\} for \$5 \unknowncommand{kept}`, 'a {set} for $5 kept'],
		['plain', 'plain'],
	];
	for (const [source, text] of cases) expect(latexText(source)).toBe(text);
});

test('JSON of ORCID: groups once, records and lists; the line is where the title stands', () => {
	const work = (title: string, extra = {}) => ({
		title: { title: { value: title } },
		'publication-date': { year: { value: '2018' } },
		'journal-title': { value: 'Acta' },
		'external-ids': {
			'external-id': [
				{ 'external-id-type': 'doi', 'external-id-value': '10.1/no' },
				{ 'external-id-type': 'doi', 'external-id-value': '10.5555/X' },
			],
		},
		...extra,
	});
	const record = {
		'activities-summary': {
			works: { group: [{ 'work-summary': [work('First “one”'), work('Same')] }, { 'work-summary': [work('Second')] }] },
		},
	};
	const text = JSON.stringify(record, null, 1);
	const { format, publications, problems } = readPublications(text);
	expect(format).toBe('orcid-json');
	expect(problems).toEqual([]);
	// The same DOI: one publication; the first title stays.
	expect(publications.map(({ title }) => title)).toEqual(['First “one”']);
	expect(publications[0]).toMatchObject({ year: 2018, venue: 'Acta', doi: '10.5555/x' });
	expect(text.split('\n')[(publications[0]?.line ?? 0) - 1]).toContain('First');
	expect(readPublications('{"a": \n oops').problems).toEqual([{ line: 2, code: 'bad-json' }]);
	expect(readPublications('{"works": []}').problems).toEqual([{ line: 1, code: 'nothing-found' }]);
});

test('XML of ORCID: namespaces, groups, single works; broken XML names its line', () => {
	const xml = `<?xml version="1.0"?>
<activities:works xmlns:activities="a" xmlns:work="w" xmlns:common="c"><activities:group>
<work:work-summary><work:title><common:title>Tides &amp; ice</common:title><common:subtitle>a survey</common:subtitle></work:title>
<common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type><common:external-id-value>10.1234/T.1</common:external-id-value></common:external-id></common:external-ids>
<common:publication-date><common:year>2015</common:year></common:publication-date><work:journal-title>Polar</work:journal-title></work:work-summary>
<work:work-summary><work:title><common:title>Tides and ice</common:title></work:title></work:work-summary></activities:group>
<work:work><work:title><common:title>月球</common:title></work:title></work:work><work:work/></activities:works>`;
	const { format, publications, problems } = readPublications(xml);
	expect(format).toBe('orcid-xml');
	expect(publications).toEqual([
		{ title: 'Tides & ice: a survey', line: 3, year: 2015, venue: 'Polar', doi: '10.1234/t.1' },
		{ title: '月球', line: 7 },
	]);
	expect(problems).toEqual([{ line: 7, code: 'no-title' }]);
	expect(readPublications('<a>\n<b></a>').problems).toEqual([{ line: 2, code: 'bad-xml' }]);
});

test('a table by its head, and pasted lines without bullets, numbers and empty lines', () => {
	const table = readPublications(
		'Title;Year;DOI\n"Ice; and snow";2011;https://doi.org/10.1111/ABC\n;2012;\n月壤;2013;',
	);
	expect(table).toEqual({
		format: 'csv',
		publications: [
			{ title: 'Ice; and snow', line: 2, year: 2011, doi: '10.1111/abc' },
			{ title: '月壤', line: 4, year: 2013 },
		],
		problems: [{ line: 3, code: 'no-title' }],
	});
	const pasted = readPublications(
		'\n1. Life in 2001: a forecast\n\n[12] 火星采样返回, 2020\n• Ice (2019)\n***\nice (2019).',
	);
	expect(pasted.format).toBe('titles');
	expect(pasted.publications).toEqual([
		{ title: 'Life in 2001: a forecast', line: 2 },
		{ title: '火星采样返回, 2020', line: 4, year: 2020 },
		{ title: 'Ice (2019)', line: 5, year: 2019 },
	]);
	expect(pasted.problems).toEqual([{ line: 6, code: 'no-words', excerpt: '***' }]);
});

test('the same publication once: by DOI or by the letters of the title, with what either knows', () => {
	expect(
		withoutDoubles([
			{ title: 'Étude of ice' },
			{ title: 'ETUDE OF ICE.', year: 2001, doi: '10.1/a' },
			{ title: 'Another', doi: '10.1/b' },
			{ title: 'A preprint of it', doi: '10.1/b', venue: 'V' },
		]),
	).toEqual([
		{ title: 'Étude of ice', year: 2001, doi: '10.1/a' },
		{ title: 'Another', doi: '10.1/b', venue: 'V' },
	]);
});

test('too many and too large are said, not swallowed', () => {
	const many = readPublications(Array.from({ length: 305 }, (_, i) => `Study number ${i} of ice`).join('\n'));
	expect(many.publications).toHaveLength(300);
	expect(many.problems).toEqual([{ line: 301, code: 'too-many' }]);
	expect(readPublications('a'.repeat(2_000_001)).problems).toEqual([{ line: 1, code: 'too-large' }]);
});

const pieces = fc.oneof(
	fc.constantFrom(
		'@article{',
		'@string{',
		'@comment{',
		'{',
		'}',
		'"',
		',',
		'=',
		'#',
		'\\',
		"\\'",
		'\\"{',
		'\\i',
		'\n',
		'(',
		')',
		'@',
		'title',
		' and ',
		'<work:work>',
		'</',
		'[',
		'"title":',
		';',
		'$',
		'~',
		'月',
		'\ud800',
		'\u0000',
	),
	fc.string({ maxLength: 8 }),
);

test('whatever is pasted: no throw, every publication is storable, every problem has a line of the text', () => {
	fc.assert(
		fc.property(
			fc.array(pieces, { maxLength: 60 }),
			fc.constantFrom('', '{', '<a>', '@article{a,', 'title,year\n'),
			(parts, begin) => {
				const text = begin + parts.join('');
				const { publications, problems } = readPublications(text);
				const lines = text.split(/\r\n?|[\n\u2028\u2029\u0085]/).length;
				for (const { line, ...publication } of publications) {
					expect(publicationSchema.safeParse(publication).success).toBe(true);
					expect(line).toBeGreaterThanOrEqual(1);
					expect(line).toBeLessThanOrEqual(lines);
				}
				for (const { line, code } of problems) {
					expect(publicationProblems).toContain(code);
					expect(line).toBeGreaterThanOrEqual(1);
					expect(line).toBeLessThanOrEqual(lines);
				}
			},
		),
		{ numRuns: 600 },
	);
});

test('what was written as BibTeX is read back', () => {
	const word = fc.stringMatching(/^[A-Za-z0-9àéîöñ月球]{1,8}$/);
	const title = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
	fc.assert(
		fc.property(fc.uniqueArray(title, { minLength: 1, maxLength: 8 }), fc.boolean(), (titles, quotes) => {
			const text = titles
				.map((one, i) => `@article{k${i},\n title = ${quotes ? `"${one}"` : `{{${one}}}`},\n year = {2001}\n}\n`)
				.join('junk @ home\n');
			const { entries, problems } = bibtexEntries(text);
			expect(problems).toEqual([]);
			expect(entries.map(({ fields }) => latexText(fields.get('title') ?? ''))).toEqual(titles);
		}),
	);
});

test('a hostile file is read in linear time', () => {
	const open = `@article{a, title = ${'{'.repeat(100_000)}`;
	const many = '@article{a,\n'.repeat(20_000);
	const accents = `@article{a, title={${'\\"'.repeat(200_000)}}}`;
	const strings = `@string{a = "${'x'.repeat(1000)}"}\n${Array.from({ length: 40 }, (_, i) => `@string{${'a'.repeat(i + 2)} = ${'a'.repeat(i + 1)} # ${'a'.repeat(i + 1)}}`).join('\n')}`;
	for (const text of [open, many, accents, strings]) {
		const begun = performance.now();
		readPublications(text);
		expect(performance.now() - begun).toBeLessThan(3000);
	}
});
