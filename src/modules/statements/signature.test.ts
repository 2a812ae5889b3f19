import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress, isDisposable, isInstitutional, tierOf } from './address.ts';
import { erratumFault } from './erratum.ts';
import { pageNumber, readSignature } from './signature.ts';
import { nextPhaseAt, readTextFile, signingPhase, textFile } from './statement.ts';
import { flagsOf, foldText, holdsBack, nameKey, type Suspect } from './suspicion.ts';
import { shownName } from './ui/shown-name.ts';

describe('one mailbox has one name', () => {
	it('whatever case, plus tag or dots it is written with', () => {
		const same = ['Ada.Example+x@GMAIL.com', 'adaexample@googlemail.com', 'a.d.a.example@gmail.com'];
		expect(new Set(same.map(canonicalAddress)).size).toBe(1);
		const proton = ['proton.me', 'protonmail.com', 'pm.me'];
		const yandex = ['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'ya.ru'];
		for (const domains of [proton, yandex]) {
			expect(new Set(domains.map((domain) => canonicalAddress(`Ada+x@${domain}`))).size).toBe(1);
		}
		expect(canonicalAddress('ada@proton.me')).not.toBe(canonicalAddress('ada@yandex.com'));
		expect(canonicalAddress('ada.example@lakeside.example')).toBe('ada.example@lakeside.example');
		expect(canonicalAddress('李@例子.中国')).toBe(canonicalAddress('李@xn--fsqu00a.xn--fiqs8s'));
	});

	it('and its name is its own name', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (address) => {
				expect(canonicalAddress(canonicalAddress(address))).toBe(canonicalAddress(address));
			}),
		);
	});
});

describe('what is known of a signer', () => {
	it('is no more than was shown', () => {
		const institutional = [
			'mit.edu',
			'cs.ox.ac.uk',
			'cas.ac.cn',
			'tsinghua.edu.cn',
			'esa.int',
			'nasa.gov',
			'jaxa.go.jp',
		];
		expect(institutional.filter((domain) => !isInstitutional(domain))).toEqual([]);
		const others = ['gmail.com', 'ac.uk', 'edu.example', 'myac.uk', 'education.com', 'edu', 'ac.me', ''];
		expect(others.filter((domain) => isInstitutional(domain))).toEqual([]);
		expect(isInstitutional('mail.lakeside.example', ['lakeside.example'])).toBe(true);
		expect(isInstitutional('notlakeside.example', ['lakeside.example'])).toBe(false);
		expect(tierOf({ orcid: '0000-0002-1825-0097', email: 'a@gmail.com' })).toBe('orcid');
		expect(tierOf({ orcid: null, email: 'a@gmail.com' })).toBe('email');
		expect([isDisposable('x.mailinator.com'), isDisposable('mailinator.com.example')]).toEqual([true, false]);
	});
});

describe('what makes the desk look', () => {
	const plain: Suspect = {
		names: { given: 'Freya', family: 'Larkfield' },
		role: '',
		affiliation: 'Lakeside',
		email: 'f@l.example',
	};
	const codes = (change: Partial<Suspect>, namesakes: { affiliation: string }[] = []) =>
		flagsOf({ ...plain, ...change }, namesakes).map(({ code }) => code);

	it('says why, and nothing of ordinary names of any script', () => {
		expect(codes({})).toEqual([]);
		const ordinary: Suspect['names'][] = [
			{ han: '林一鸣' },
			{ given: 'Ng', family: 'Li' },
			{ full: 'Ludwig van der Duin' },
			{ given: 'Łukasz', family: "O'Brien-Nuñez" },
			{ full: 'Надежда Озерская' },
			{ given: 'J.', family: 'Wu' },
		];
		for (const names of ordinary) expect([names, codes({ names })]).toEqual([names, []]);
		expect(codes({ names: { given: 'MICKY', family: 'Mouse' } })).toContain('fictional-name');
		expect(codes({ names: { full: 'Mouse, Mickey' } })).toContain('fictional-name');
		expect(codes({ names: { han: '孙悟空' } })).toEqual(['fictional-name']);
		expect(codes({ names: { given: 'Buy', family: 'www.pills.shop' } })).toContain('link');
		expect(codes({ names: { given: 'FREYA', family: 'LARKFIELD' } })).toEqual(['all-capitals']);
		expect(codes({ names: { given: 'Frеya', family: 'Larkfield' } })).toEqual(['mixed-scripts']);
		expect(codes({ names: { family: 'x' } })).toEqual(['no-name']);
		expect(codes({ names: { family: 'Aaaaaaa4' } })).toEqual(['odd-signs']);
		expect(codes({ email: 'x@yopmail.com' })).toEqual(['disposable-mail']);
		expect(codes({}, [{ affiliation: 'LAKESIDE ' }])).toEqual(['same-name-and-affiliation']);
		expect(codes({}, [{ affiliation: 'Elsewhere' }])).toEqual(['same-name']);
		expect([holdsBack([{ code: 'same-name', found: '' }]), holdsBack([{ code: 'link', found: '' }])]).toEqual([
			false,
			true,
		]);
	});

	it('two spellings of one name have one key', () => {
		expect(nameKey('Brădeanu, Ruxandra')).toBe(nameKey('Ruxandra BRADEANU'));
		expect(nameKey('Аda Lin')).toBe(nameKey('Ada Lin'));
		expect(foldText('ＡＤＡ　Ümit')).toBe('ada umit');
	});
});

describe('a slip of the pen', () => {
	const text = { title: 'Orbits', body: 'We ask that the 3 orbits shall be quiet. No noise.' };
	const fault = (body: string) => erratumFault(text, { ...text, body });
	it('is short, and leaves figures and sense alone', () => {
		expect(fault(text.body)).toBe('nothing-changed');
		expect(fault(text.body.replace('noise', 'noises'))).toBeUndefined();
		expect(fault(text.body.replace('3', '4'))).toBe('figures-changed');
		expect(fault(text.body.replace('shall be', 'may be'))).toBe('sense-changed');
		expect(fault(text.body.replace('No noise', 'Noise'))).toBe('sense-changed');
		expect(fault(`${text.body} ${'More of this. '.repeat(5)}`)).toBe('too-much');
		const zh = { title: '轨道', body: '轨道应保持安静。' };
		expect(erratumFault(zh, { ...zh, body: '轨道不应保持安静。' })).toBe('sense-changed');
	});
});

describe('a page of a list', () => {
	it('is a whole number from one on, or the first', () => {
		for (const asked of [null, undefined, '', 'x', '0', '-1', '1.005', '1e300', 'Infinity', '1000001']) {
			expect([asked, pageNumber(asked)]).toEqual([asked, 1]);
		}
		expect([pageNumber('7'), pageNumber(1_000_000)]).toEqual([7, 1_000_000]);
	});
});

describe('the form', () => {
	it('takes anything at all without failing', () => {
		const any = fc.record(
			{
				as: fc.anything(),
				family: fc.anything(),
				email: fc.anything(),
				consent: fc.anything(),
				country: fc.string(),
				website: fc.string(),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(any, (form) => {
				const read = readSignature(form, ['person']);
				expect('problems' in read ? read.problems.length > 0 : read.value.email.includes('@')).toBe(true);
			}),
		);
	});

	it('takes no links where letters repeat what was typed, and says so at the field', () => {
		const good = { family: 'Lin', email: 'a@b.example', consent: true };
		const codes = (form: object) => {
			const found = readSignature({ ...good, ...form }, ['person', 'organisation']);
			return 'problems' in found
				? found.problems.filter(({ code }) => code === 'no-links').map(({ path }) => path)
				: [];
		};
		const fields = ['given', 'family', 'han', 'organisation', 'organisationHan', 'role', 'secondName'];
		for (const field of fields) {
			for (const text of [
				'see https://pills.example',
				'Win at evil.com now',
				'evil．com',
				'evil。com',
				'x.dev/y',
				'me@x.de',
			]) {
				expect([field, text, codes({ [field]: text })]).toEqual([field, text, [field]]);
			}
		}
		for (const name of [
			'J.Wu',
			'Ph.D. Li',
			'St.Petersburg',
			"O'Brien",
			'林一鸣',
			'Prof. Dr. A. B. Lin',
			'Inst. of Physics',
		]) {
			expect([name, codes({ family: name, role: name })]).toEqual([name, []]);
		}
	});

	it('keeps the order of names as they are written, and no control characters', () => {
		const good = { family: 'Lin', given: 'Yiming', email: 'a@b.example', consent: true };
		const read = (form: object) => {
			const found = readSignature({ ...good, ...form }, ['person', 'organisation']);
			return 'value' in found ? found.value.content.names : found.problems;
		};
		expect(read({ familyFirst: true })).toEqual({ given: 'Yiming', family: 'Lin', full: 'Lin Yiming' });
		expect(read({ family: 'L\u202ein\u0000' })).toEqual({ given: 'Yiming', family: 'Lin' });
		expect(read({ consent: false })).toEqual([{ path: 'consent', code: 'tick' }]);
		expect(readSignature({ ...good, as: 'organisation' }, ['person'])).toMatchObject({
			problems: [{ path: 'as', code: 'not-so' }, {}, {}, {}, {}, {}],
		});
	});

	it('shows the family name first in Chinese, and the other script beside it', () => {
		const names = { given: 'Yiming', family: 'Lin', full: 'Lin Yiming', han: '林一鸣' };
		expect(shownName(names, 'person', 'zh')).toEqual({ name: '林一鸣', other: 'LIN Yiming' });
		expect(shownName(names, 'person', 'en')).toEqual({ name: 'LIN Yiming', other: '林一鸣' });
		expect(shownName({ given: 'Mira', family: 'Halden' }, 'person', 'zh')).toEqual({
			name: 'Mira HALDEN',
			other: '',
			lang: 'en',
		});
		expect(shownName({ han: '林一鸣' }, 'person', 'en')).toEqual({ name: '林一鸣', other: '', lang: 'zh-Hans' });
	});
});

describe('windows and files', () => {
	it('the last instant is too late', () => {
		const one = { state: 'released' as const, signsFrom: 10, signsUntil: 20 };
		expect([9, 10, 19, 20].map((now) => signingPhase(one, now))).toEqual(['before', 'open', 'open', 'closed']);
		expect(signingPhase({ ...one, state: 'scheduled' }, 15)).toBe('before');
		expect(signingPhase({ ...one, signsFrom: null }, 15)).toBe('none');
		expect([9, 10, 20].map((now) => nextPhaseAt(one, now))).toEqual([10, 20, Number.MAX_SAFE_INTEGER]);
	});

	it('a text is the same after a way through its file', () => {
		const line = fc
			.stringMatching(/^[\p{L}\p{N} ]{0,30}$/u)
			.map((text) => text.trim())
			.filter(Boolean);
		fc.assert(
			fc.property(line, fc.array(line, { minLength: 1 }), (title, lines) => {
				const text = { title, body: lines.join('\n\n') };
				expect(readTextFile(textFile(text))).toEqual(text);
			}),
		);
		expect(readTextFile('no title')).toBeUndefined();
		expect(readTextFile('# only a title\n')).toBeUndefined();
	});
});
