import { expect, test } from 'vitest';
import { historyLines, personsIn } from './history.ts';

const row = (id: number, actor: string, action: string, data: Record<string, unknown> = {}) => {
	return { id, at: id * 1000, actor, action, data, detail: null };
};

test('the newest comes first, with what its sentence needs and no more', () => {
	const lines = historyLines([
		row(1, 'person:p1', 'submit', { version: 1, form: 3 }),
		row(2, 'person:p2', 'decide', { determination: 'd1', outcome: 'reject', reason: 'scope', version: 1 }),
		row(3, 'system:letters', 'issue-letter', { letter: 'l', reference: 'IPSPACE-2021-X', digest: 'abc' }),
		row(4, 'person:p1', 'post-message', { message: 'm', side: 'applicant' }),
	]);
	expect(lines.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
	expect(lines[0]).toEqual({ id: 4, at: 4000, who: 'p1', action: 'post-message', side: 'applicant' });
	expect(lines[1]).toEqual({ id: 3, at: 3000, who: 'system', action: 'issue-letter', reference: 'IPSPACE-2021-X' });
	expect(lines[2]).toMatchObject({ who: 'p2', outcome: 'reject', reason: 'scope' });
	expect(personsIn(lines)).toEqual(['p1', 'p2']);
});

test('what somebody put into the data in another shape is left aside', () => {
	const [line] = historyLines([row(1, 'visitor', 'submit', { outcome: 7, side: 'both', version: '1' })]);
	expect(line).toEqual({ id: 1, at: 1000, who: 'visitor', action: 'submit' });
});
