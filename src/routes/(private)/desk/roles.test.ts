import { expect, test } from 'vitest';
import { can, type Relation } from '#core/access/index.ts';
import { deskSubject } from './open-desk.ts';
import { roleIn } from './roles.ts';

const e1 = { id: 'e1', organisationId: 'o1' };
const chair = (id: string): Relation => ({ relation: 'chair', on: 'track', id });

test('the widest relation names the role; tracks are named only when there is nothing wider', () => {
	expect(roleIn([chair('e1:T3'), chair('e1:T1'), chair('e2:T9')], e1)).toEqual({
		relation: 'chair',
		tracks: ['T1', 'T3'],
	});
	expect(roleIn([chair('e1:T3'), { relation: 'secretary', on: 'edition', id: 'e1' }], e1)).toEqual({
		relation: 'secretary',
		tracks: [],
	});
	expect(roleIn([chair('e2:T3')], e1)).toBeNull();
	expect(roleIn([{ relation: 'reviewer', on: 'edition', id: 'e1' }], e1)).toBeNull();
	expect(roleIn([{ relation: 'organiser', on: 'organisation', id: 'o1' }], e1)).toMatchObject({
		relation: 'organiser',
	});
	expect(roleIn([{ relation: 'organiser', on: 'organisation', id: 'o2' }], e1)).toBeNull();
});

test('the subject of a desk holds the tracks of this edition and of no other', () => {
	const actor = {
		kind: 'person',
		personId: 'p',
		via: 'session',
		relations: [chair('e1:T3'), chair('e10:T4')],
	} as const;
	const edition = { id: 'e1', organisationId: null };
	expect(deskSubject(actor, edition, [{ id: 'c', organisationId: 'o' }]).within).toEqual({
		edition: 'e1',
		organisation: ['o'],
		track: ['e1:T3'],
		call: ['c'],
	});
	expect(deskSubject({ kind: 'visitor' }, edition).within).toEqual({
		edition: 'e1',
		organisation: [],
		track: [],
		call: [],
	});
});

test('a standing call is in no edition: what somebody is to one opens nothing of it', () => {
	const place = { id: 'c1', organisationId: 'o1', standing: true } as const;
	const opens = (held: Relation) =>
		can(
			{ kind: 'person', personId: 'p', via: 'session', relations: [held] },
			'desk.open',
			deskSubject({ kind: 'visitor' }, place),
			{
				rehearsal: false,
			},
		);
	expect(deskSubject({ kind: 'visitor' }, place).within).toEqual({ call: 'c1', organisation: ['o1'], track: [] });
	expect(opens({ relation: 'organiser', on: 'call', id: 'c1' })).toBe('yes');
	expect(opens({ relation: 'secretary', on: 'call', id: 'c1' })).toBe('yes');
	expect(opens({ relation: 'organiser', on: 'organisation', id: 'o1' })).toBe('yes');
	expect(opens({ relation: 'secretary', on: 'edition', id: 'e1' })).toBe('not-found');
	expect(opens({ relation: 'organiser', on: 'call', id: 'c2' })).toBe('not-found');
});

test('who is organiser of the organisation alone has the desks of its editions, and of no others', () => {
	const actor = {
		kind: 'person',
		personId: 'p',
		via: 'session',
		relations: [{ relation: 'organiser', on: 'organisation', id: 'o1' }],
	} as const;
	const opens = (organisationId: string | null) =>
		can(actor, 'desk.open', deskSubject(actor, { id: 'e1', organisationId }), { rehearsal: false });
	expect(opens('o1')).toBe('yes');
	expect(opens('o2')).toBe('not-found');
	expect(opens(null)).toBe('not-found');
});
