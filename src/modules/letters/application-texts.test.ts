import { expect, test } from 'vitest';
import { applicationText, applicationTexts } from './application-texts.ts';
import { composeLetter } from './compose.ts';
import { textById } from './default-texts.ts';
import { sampleLetter } from './sample.ts';

const { confirmBy, manuscriptBy: _, modeUntil: __, ...base } = sampleLetter({ rehearsal: true });

test('every outcome of a call that is not about papers has a wording that needs no track, mode or manuscript', () => {
	const effects = ['accept', 'conditional', 'waitlist', 'reject'] as const;
	const all = effects.flatMap((effect) => [true, false].map((confirm) => ({ effect, confirm })));
	expect([...new Set(all.map(applicationText))].sort()).toEqual(applicationTexts.map(({ id }) => id).sort());
	for (const outcome of all) {
		const text = textById(applicationText(outcome)) ?? expect.fail(applicationText(outcome));
		const letter = composeLetter({
			...base,
			text,
			call: { en: 'Exhibitors', zh: '参展商' },
			outcome: { en: 'Admitted', zh: '准予参展' },
			granted: { amount: 12_500, currency: 'CNY' },
			application: { number: 'EX-007', title: 'A lander', track: { name: { en: '—', zh: '—' }, none: true } },
			...(outcome.confirm && confirmBy !== undefined ? { confirmBy } : {}),
			conditions: { en: '- one' },
			reason: { en: 'No space.', zh: '已满。' },
		});
		const words = JSON.stringify(letter);
		expect(words).not.toMatch(/\{[a-z]|undefined/);
		expect(words).toContain('Exhibitors');
		const money = ['accept', 'conditional'].includes(outcome.effect);
		expect(words.includes('12,500')).toBe(money);
	}
});

test('no amount, no sentence about it', () => {
	const text = textById('application-accepted') ?? expect.fail();
	const call = { en: 'Exhibitors', zh: '参展商' };
	expect(JSON.stringify(composeLetter({ ...base, text, call }))).not.toMatch(/granted|金额/);
});
