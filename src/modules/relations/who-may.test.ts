import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	type Action,
	type ActionRule,
	actions,
	can,
	type Relation,
	relationNames,
	type Subject,
} from '#core/access/index.ts';
import { grantable, grantableObjects, objectNameText, readObjectName } from './grantable.ts';
import { messages } from './ui/messages.ts';
import { allowedTo, relationActions } from './who-may.ts';

const clock = { rehearsal: true };
const subjects: Record<string, Subject> = {
	edition: { within: { edition: 'e' } },
	track: { within: { edition: 'e', track: 'e:T1' } },
	call: { within: { edition: 'e', call: 'c' } },
	stage: { within: { edition: 'e', call: 'c', stage: 'c:s' } },
};
const held = fc.record({
	relation: fc.constantFrom(...relationNames),
	on: fc.constantFrom(...grantableObjects),
	id: fc.constantFrom('e', 'e:T1', 'c', 'c:s'),
});

test('what somebody may is what `can` says of one of his relations, and it names which', () => {
	fc.assert(
		fc.property(fc.array(held, { maxLength: 5 }), (relations: Relation[]) => {
			const allowed = allowedTo(relations, (relation) => subjects[relation.on], clock);
			for (const action of relationActions) {
				const found = allowed.find((one) => one.action === action);
				for (const relation of relations) {
					const person = { kind: 'person', personId: 'p', relations: [relation], via: 'session' } as const;
					const may = can(person, action, subjects[relation.on] as Subject, clock) === 'yes';
					expect(found?.through.includes(relation) ?? false).toBe(may);
				}
			}
		}),
	);
});

test('through somebody’s eyes one reads what both may, never more than either, and writes nothing', () => {
	const subject = fc.constantFrom(...Object.values(subjects));
	const action = fc.constantFrom(...(Object.keys(actions) as Action[]));
	fc.assert(
		fc.property(fc.array(held), fc.array(held), subject, action, fc.boolean(), (theirs, own, within, action, owns) => {
			const seen = { kind: 'person', personId: 'seen', relations: theirs, via: 'session' } as const;
			const viewer = { personId: 'viewer', relations: own };
			const about = { ...within, ...(owns ? { owners: ['seen'] } : {}) };
			if (can({ ...seen, seenBy: viewer }, action, about, clock) !== 'yes') return;
			const rule: ActionRule = actions[action];
			expect(rule.reads).toBeDefined();
			expect(can(seen, action, about, clock)).toBe('yes');
			const asked = (rule.reads?.as ?? action) as Action;
			expect(can({ kind: 'person', ...viewer, via: 'session' }, asked, about, clock)).toBe('yes');
		}),
		{ numRuns: 2000 },
	);
});

test('an organiser sees an author’s own application through his eyes, a stranger to the edition does not', () => {
	const author = { kind: 'person', personId: 'author', relations: [], via: 'session' } as const;
	const about = { within: { edition: 'e' }, owners: ['author'] };
	const organiser = { personId: 'o', relations: [{ relation: 'organiser', on: 'edition', id: 'e' }] } as const;
	expect(can({ ...author, seenBy: organiser }, 'application.read-own', about, clock)).toBe('yes');
	expect(can({ ...author, seenBy: organiser }, 'application.write', about, clock)).toBe('forbidden');
	expect(can({ ...author, seenBy: organiser }, 'person.read-own', about, clock)).toBe('forbidden');
	const other = { personId: 'x', relations: [{ relation: 'organiser', on: 'edition', id: 'f' }] } as const;
	expect(can({ ...author, seenBy: other }, 'application.read-own', about, clock)).toBe('not-found');
});

test('every action and every relation that can be granted has words in both languages', () => {
	for (const words of Object.values(messages)) {
		expect(Object.keys(words.actions).sort()).toEqual([...relationActions].sort());
		for (const type of grantableObjects) {
			for (const relation of grantable[type]) expect(words.relation[relation]).toBeTruthy();
		}
	}
	expect(Object.values(grantable).flat()).not.toContain('operator');
});

test('an object is read back as it was written', () => {
	for (const text of ['edition', 'track:T3', 'call:abstracts', 'stage:abstracts/jury']) {
		const read = readObjectName(text);
		expect(read && objectNameText(read)).toBe(text);
	}
	for (const text of ['installation', 'track:', 'organisation:x', 'track:a b', 'stage:jury', 'call:a/b', '']) {
		expect(readObjectName(text)).toBeUndefined();
	}
});
