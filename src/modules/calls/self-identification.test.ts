import { describe, expect, test } from 'vitest';
import { findSelfIdentification, type Identity, type ReadText } from './self-identification.ts';

const identity: Identity = {
	names: [
		{ given: 'Alicja', family: 'Żółkiewska-Novák' },
		{ given: 'Xiaoming', family: 'Wang' },
		{ given: '小明', family: '王' },
	],
	emails: ['wang@beihang.example'],
	orcids: ['0000-0002-1825-0097'],
	institutions: ['Department of Physics, Beihang University, Beijing', '北京航空航天大学'],
	links: ['https://wang.example/home'],
};
const text = (words: string, place: ReadText['place'] = { in: 'text' }): ReadText => ({
	field: 'abstract',
	place,
	text: words,
});
const signs = (...texts: ReadText[]) => findSelfIdentification(identity, texts).map(({ sign }) => sign);

describe('own names', () => {
	test.each([
		'as Xiaoming Wang has shown',
		'as Wang Xiaoming has shown',
		'WANG Xiao-Ming',
		'Wang, Xiao Ming',
		'by X. Wang and others',
		'Wang X.',
		'A. Zolkiewska-Novak',
		'Alicja Żółkiewska‑Novák',
		'王小明等人',
		'王 小明',
	])('%s', (words) => expect(signs(text(words))).toEqual(['own-name']));

	test.each(['a Wang tile', 'the Wangs', 'Xiaomingfu Wang', '王小', 'in a box wang x', '小明的书', 'Alice Novak'])(
		'not %s',
		(words) => expect(signs(text(words))).toEqual([]),
	);

	test('in a list of references, and on the pages after its heading, are works', () => {
		const page = (n: number, words: string) => text(words, { in: 'page', page: n });
		expect(
			signs(page(1, 'Intro\nReferences\n[1] X. Wang, Nature'), page(2, '[2] Xiaoming Wang, Beihang University')),
		).toEqual([]);
		expect(signs(page(1, 'By X. Wang\nReferences\n[1] X. Wang'))).toEqual(['own-name']);
		expect(signs(page(1, 'References\n[1] x@y.example'))).toEqual(['email']);
	});
});

test.each([
	['write to wang@beihang.example', ['email']],
	['https://orcid.org/0000-0002-1825-0097', ['orcid']],
	['at Beihang\nUniversity we measured', ['institution']],
	['在北京航空航天大学进行', ['institution']],
	['In our previous work [3] the bone', ['own-work']],
	['As in our study with Wang et al., the', ['own-work']],
	['笔者此前的研究表明', ['own-work']],
	['我们曾提出一种方法', ['own-work']],
	['text\nAcknowledgements\nThe lab of', ['acknowledgement']],
	['We thank our friends', ['acknowledgement']],
	['正文\n致谢\n感谢老师', ['acknowledgement']],
	['supported by the National Science Foundation under grant 12345', ['funding']],
	['国家自然科学基金（编号：12345678）', ['funding']],
	['code at https://github.com/wang/bones', ['personal-page']],
	['see www.cs.beihang.example/~wang/', ['personal-page']],
	['see wang.example/home', ['personal-page']],
	['code at https://anonymous.4open.science/r/bones', []],
	['The Department of Physics of any town', []],
	['Our results show that previous work by others holds', []],
	['Patients were funded by nobody', []],
	['基金会的研究', []],
])('%s', (words, expected) => expect([...new Set(signs(text(words)))]).toEqual(expected));

test('quotes the place with words around it, three times a place at most', () => {
	const long = `${'word '.repeat(30)}Xiaoming Wang${' more'.repeat(30)}`;
	const [found] = findSelfIdentification(identity, [text(long)]);
	expect(found).toMatchObject({ field: 'abstract', place: { in: 'text' } });
	expect(found?.quote).toMatch(/^… .*Xiaoming Wang.* …$/);
	expect(found?.quote.length).toBeLessThan(110);
	const many = Array.from({ length: 9 }, (_, n) => `mail${n}@other.example`).join(' and ');
	expect(signs(text(many))).toEqual(['email', 'email', 'email']);
	// A file's name and properties are asked for people only.
	expect(signs(text('our previous work by Wang Xiaoming.pdf', { in: 'file-name' }))).toEqual(['own-name']);
});
