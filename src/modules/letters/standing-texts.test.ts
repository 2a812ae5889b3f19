import { expect, test } from 'vitest';
import { composeLetter } from './compose.ts';
import { textById } from './default-texts.ts';
import { sampleLetter } from './sample.ts';
import { standingText } from './server/standing.ts';
import { standingTexts } from './standing-texts.ts';

const base = sampleLetter({ rehearsal: true });
const call = {
	code: 'star-enterprises',
	short: 'CSI',
	owner: { en: 'Institute of Examples', zh: '示例研究院' },
	period: { en: 'Spring round', zh: '春季轮次' },
	name: { en: 'Star enterprises', zh: '明星企业征集' },
	starts: '2021-03-01',
	ends: '2021-12-31',
	zone: 'Europe/Zurich',
	issuer: { en: 'Institute of Examples', zh: '示例研究院' },
	hosts: [],
	signatories: [],
};

test('every outcome of a standing call has a wording that needs nothing a standing call has not', () => {
	const ids = new Set(
		(['advance', 'accept', 'conditional', 'waitlist', 'reject'] as const).flatMap((effect) =>
			[true, false].map((confirm) => standingText({ effect, confirm })),
		),
	);
	expect([...ids].sort()).toEqual(standingTexts.map(({ id }) => id).sort());
	for (const id of ids) {
		const { confirmBy: _, manuscriptBy: __, modeUntil: ___, ...rest } = base;
		const text = textById(id) ?? expect.fail(id);
		const letter = composeLetter({
			...rest,
			text,
			edition: call,
			application: { number: 'S-007', title: 'A lander', track: { name: { en: '—', zh: '—' }, none: true } },
			...(id.endsWith('confirm') ? { confirmBy: base.at + 86_400_000 } : {}),
			conditions: { en: '- one' },
		});
		const [en, zh] = ['en', 'zh'].map((locale) => letter.sheets.find((sheet) => sheet.locale === locale));
		expect(JSON.stringify(en)).toContain('Star enterprises (Spring round)');
		expect(JSON.stringify(zh)).toContain('“明星企业征集”（春季轮次）');
		// The organisation stands at the head; of days and tracks nothing is said.
		expect(en?.edition).toEqual({
			short: 'Institute of Examples',
			name: 'Star enterprises',
			dates: 'Spring round',
			hosts: [],
		});
		expect(en?.facts.map(({ label }) => label)).not.toContain('Track');
		expect(JSON.stringify(letter)).not.toMatch(/—"|\{[a-z]/);
	}
});
