import { expect, test } from 'vitest';
import type { Relation } from '#core/access/index.ts';
import { deskSubject } from './open-desk.ts';
import { roleIn } from './roles.ts';

const chair = (id: string): Relation => ({ relation: 'chair', on: 'track', id });

test('the widest relation names the role; tracks are named only when there is nothing wider', () => {
	expect(roleIn([chair('e1:T3'), chair('e1:T1'), chair('e2:T9')], 'e1')).toEqual({
		relation: 'chair',
		tracks: ['T1', 'T3'],
	});
	expect(roleIn([chair('e1:T3'), { relation: 'secretary', on: 'edition', id: 'e1' }], 'e1')).toEqual({
		relation: 'secretary',
		tracks: [],
	});
	expect(roleIn([chair('e2:T3')], 'e1')).toBeNull();
	expect(roleIn([{ relation: 'reviewer', on: 'edition', id: 'e1' }], 'e1')).toBeNull();
});

test('the subject of a desk holds the tracks of this edition and of no other', () => {
	const actor = {
		kind: 'person',
		personId: 'p',
		via: 'session',
		relations: [chair('e1:T3'), chair('e10:T4')],
	} as const;
	expect(deskSubject(actor, 'e1', [{ id: 'c' }]).within).toEqual({ edition: 'e1', track: ['e1:T3'], call: ['c'] });
	expect(deskSubject({ kind: 'visitor' }, 'e1').within).toEqual({ edition: 'e1', track: [], call: [] });
});
