import { describe, expect, test } from 'vitest';
import { browserName } from './browser-name.ts';
import { displayName, formalName, namesFrom, sortName } from './name.ts';
import { type ProfileInput, isZone, profileInput, readProfile } from './profile.ts';
import { readRor } from './ror.ts';

describe('names', () => {
	const lin = { given: 'Yiming', family: 'Lin', han: '林一鸣' };
	test('Han in Chinese where there is one, Latin elsewhere; nothing is made up', () => {
		expect(displayName(lin, 'zh')).toBe('林一鸣');
		expect(displayName(lin, 'en')).toBe('Yiming Lin');
		expect(formalName(lin, 'en')).toBe('Yiming LIN');
		expect(formalName(lin, 'zh')).toBe('林一鸣');
		expect(displayName({ given: 'Mira', family: 'Halden' }, 'zh')).toBe('Mira Halden');
		expect(displayName({ han: '林一鸣' }, 'en')).toBe('林一鸣');
		expect(displayName({}, 'en')).toBe('');
		expect(sortName(lin)).toBe('Lin, Yiming');
	});
	test('what the person writes himself counts', () => {
		expect(displayName({ full: 'Suharto' }, 'en')).toBe('Suharto');
		const order = { given: 'Anna', family: 'Nagy', full: 'Nagy Anna' };
		expect(displayName(order, 'en')).toBe('Nagy Anna');
		expect(formalName(order, 'en')).toBe('NAGY Anna');
	});
	test('a name from elsewhere is taken whole', () => {
		expect(namesFrom(' 林一鸣 ')).toEqual({ han: '林一鸣' });
		expect(namesFrom('Ada Sample')).toEqual({ full: 'Ada Sample' });
		expect(namesFrom('')).toEqual({});
		expect(namesFrom(undefined)).toEqual({});
	});
});

test('a ROR id is read as pasted, and its check digits are looked at', () => {
	for (const text of ['01skt4w74', 'https://ror.org/01skt4w74', ' ror.org/01SKT4W74/ ']) {
		expect(readRor(text)).toEqual({ ror: '01skt4w74' });
	}
	expect(readRor('https://ror.org/008zs3103')).toEqual({ ror: '008zs3103' });
	expect(readRor('01skt4w75')).toEqual({ error: 'bad-digit' });
	expect(readRor('01skt4v74')).toEqual({ error: 'bad-digit' });
	for (const text of ['', '1skt4w74', '01skt4w7', 'https://example.org/01skt4w74', '01iskt474']) {
		expect(readRor(text)).toEqual({ error: 'bad-form' });
	}
});

describe('a profile', () => {
	const empty: ProfileInput = {
		given: '',
		family: '',
		han: '',
		full: '',
		preferredLanguage: '',
		zone: '',
		orcid: '',
		titlesEn: '',
		titlesZh: '',
		affiliations: [],
	};
	test('is read, cleaned, and given back to the form as it was read', () => {
		const read = readProfile({
			...empty,
			given: ' Yiming ',
			family: 'Lin',
			han: '林 一鸣',
			preferredLanguage: 'zh',
			zone: 'Asia/Shanghai',
			orcid: 'https://orcid.org/0000-0002-1825-0097',
			titlesEn: 'Professor\n\n Member of a sample academy ',
			affiliations: [
				{ en: 'Sample Institute', zh: '样例研究所', ror: 'https://ror.org/01skt4w74' },
				{ en: '', zh: '', ror: '' },
			],
		});
		if (!('profile' in read)) throw new Error(JSON.stringify(read));
		expect(read.profile).toEqual({
			names: { given: 'Yiming', family: 'Lin', han: '林一鸣' },
			preferredLanguage: 'zh',
			zone: 'Asia/Shanghai',
			titles: { en: ['Professor', 'Member of a sample academy'], zh: [] },
			affiliations: [{ name: { en: 'Sample Institute', zh: '样例研究所' }, ror: '01skt4w74' }],
			orcid: '0000-0002-1825-0097',
		});
		expect(readProfile(profileInput(read.profile))).toEqual(read);
	});
	test('everything wrong is told at once, at its field', () => {
		const read = readProfile({
			...empty,
			han: 'Lin',
			zone: 'Mars/Olympus',
			orcid: '0000-0002-1825-0098',
			titlesEn: Array.from({ length: 13 }, (_, place) => `Title ${place}`).join('\n'),
			titlesZh: '长'.repeat(201),
			affiliations: [
				{ en: '', zh: '', ror: '01skt4w74' },
				{ en: 'X'.repeat(201), zh: '', ror: 'nonsense' },
			],
		});
		expect('problems' in read && read.problems.map((problem) => `${problem.path} ${problem.code}`)).toEqual([
			'han han-only',
			'titlesEn too-many-titles',
			'titlesZh too-long',
			'affiliations.0.en affiliation-name-missing',
			'affiliations.1.en too-long',
			'affiliations.1.ror ror-bad-form',
			'orcid orcid-bad-digit',
			'zone zone-unknown',
		]);
		const nameless = readProfile(empty);
		expect('problems' in nameless && nameless.problems).toEqual([{ path: 'family', code: 'name-missing' }]);
	});
	test('zones are those that exist', () => {
		for (const zone of ['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8'])
			expect(isZone(zone)).toBe(true);
		for (const zone of ['', 'Asia/Shang hai', '+08:00', 'x<script>']) expect(isZone(zone)).toBe(false);
	});
});

test('a browser is named as people know it', () => {
	const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
	for (const [text, name] of [
		[
			`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`,
			'Edge · Windows',
		],
		[`Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/156.0.0.0 Safari/537.36`, 'Chrome · Linux'],
		[
			'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
			'Safari · macOS',
		],
		['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox · Android'],
		['curl/8.5.0', undefined],
		['', undefined],
	] as const) {
		expect(browserName(text)).toBe(name);
	}
});
