import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testContext } from '../../../tests/setup/context.ts';
import {
	type Action,
	type ActionRule,
	type Relation,
	type Subject,
	actions,
	actorFor,
	can,
	closedTo,
	demand,
	endRelation,
	grantRelation,
	objectTypes,
	relationNames,
	relationsOf,
	system,
	visitor,
} from './index.ts';

const ctx = await testContext();
const rehearsal = { rehearsal: true };
const everyAction = Object.keys(actions) as Action[];
const ids = ['a', 'b', 'c'];

const anyRelation: fc.Arbitrary<Relation> = fc.record({
	relation: fc.constantFrom(...relationNames),
	on: fc.constantFrom(...objectTypes.filter((type) => type !== 'installation')),
	id: fc.constantFrom(...ids),
});
const anySubject: fc.Arbitrary<Subject> = fc.record({
	within: fc.dictionary(
		fc.constantFrom(...objectTypes),
		fc.oneof(fc.constantFrom(...ids), fc.subarray(ids, { minLength: 1 })),
	),
	owners: fc.subarray(['p', 'q']),
});
const person = (relations: readonly Relation[], personId = 'p') =>
	({ kind: 'person', personId, relations, via: 'session' }) as const;
const lies = (subject: Subject, held: Relation) => [subject.within[held.on]].flat().includes(held.id);

describe('can', () => {
	test('says yes exactly when a rule says so', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...everyAction),
				fc.array(anyRelation, { maxLength: 4 }),
				anySubject,
				(action, relations, subject) => {
					const rule: ActionRule = actions[action];
					const allowed =
						rule.anyone ||
						rule.signedIn ||
						(rule.owner && subject.owners?.includes('p')) ||
						relations.some(
							(held) =>
								lies(subject, held) && rule.allow.some((way) => way.relation === held.relation && way.on === held.on),
						);
					expect(can(person(relations), action, subject, rehearsal) === 'yes').toBe(Boolean(allowed));
				},
			),
		);
	});

	test('tells an outsider nothing: the same answer as for what does not exist', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...everyAction),
				fc.array(anyRelation, { maxLength: 4 }),
				anySubject,
				(action, relations, subject) => {
					const outside = relations.filter((held) => !lies(subject, held));
					const verdict = can(person(outside, 'stranger'), action, subject, rehearsal);
					const rule: ActionRule = actions[action];
					expect(verdict).toBe(rule.anyone || rule.signedIn ? 'yes' : 'not-found');
					expect(can(person(outside, 'stranger'), action, { within: {} }, rehearsal)).toBe(verdict);
				},
			),
		);
	});

	test('a further relation never takes anything away', () => {
		const rank = { 'not-found': 0, 'signed-out': 0, forbidden: 1, yes: 2 };
		fc.assert(
			fc.property(
				fc.constantFrom(...everyAction),
				fc.array(anyRelation),
				anyRelation,
				anySubject,
				(action, relations, more, subject) => {
					const before = can(person(relations), action, subject, rehearsal);
					const after = can(person([...relations, more]), action, subject, rehearsal);
					expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
				},
			),
		);
	});

	test('a stake closes whatever a relation opens, through other eyes too, and leaves to an owner what is his', () => {
		const everywhere = person([
			{ relation: 'operator', on: 'installation', id: 'any' },
			...relationNames.map((relation) => ({ relation, on: 'application' as const, id: 'a' })),
		]);
		fc.assert(
			fc.property(fc.constantFrom(...everyAction), fc.boolean(), fc.boolean(), (action, listed, owns) => {
				const rule: ActionRule = actions[action];
				const subject: Subject = {
					within: { application: listed ? ['a', 'b'] : 'a', edition: 'e' },
					owners: owns ? ['p'] : [],
				};
				const staked = { ...everywhere, stakes: ['a'] };
				const own = rule.anyone || rule.signedIn || (rule.owner && owns);
				expect(can(staked, action, subject, rehearsal) === 'yes').toBe(Boolean(own));
				// Another application of the same desk is as it was.
				const other = { ...subject, within: { ...subject.within, application: 'b' } };
				expect(can(staked, action, other, rehearsal)).toBe(can(everywhere, action, other, rehearsal));
				const looking = { ...everywhere, personId: 'q', seenBy: staked };
				if (!own) expect(can(looking, action, subject, rehearsal)).not.toBe('yes');
			}),
		);
		const subject = { within: { application: 'a', edition: 'e' } };
		const refused = () => demand({ clock: rehearsal }, { ...everywhere, stakes: ['a'] }, 'application.read', subject);
		expect(refused).toThrow(expect.objectContaining({ kind: 'forbidden', code: 'conflict-of-interest' }));
		expect(closedTo({ ...everywhere, stakes: ['a'], seenBy: { ...everywhere, stakes: ['a', 'b'] } })).toEqual([
			'a',
			'b',
		]);
	});

	test('an operator is one to everything; a track chair to his track alone', () => {
		const operator = person([{ relation: 'operator', on: 'installation', id: 'any' }]);
		expect(can(operator, 'letter.send', { within: { edition: 'x' } }, rehearsal)).toBe('yes');
		const chair = person([{ relation: 'chair', on: 'track', id: 't1' }]);
		const application = (track: string) => ({ within: { edition: 'e', track } });
		expect(can(chair, 'application.decide', application('t1'), rehearsal)).toBe('yes');
		expect(can(chair, 'application.decide', application('t2'), rehearsal)).toBe('not-found');
		expect(can(chair, 'letter.send', application('t1'), rehearsal)).toBe('forbidden');
		expect(can(chair, 'application.list', { within: { edition: 'e', track: ['t0', 't1'] } }, rehearsal)).toBe('yes');
	});

	test('demand refuses with what can answered', () => {
		const of = (actor: Parameters<typeof demand>[1], subject: Subject) => {
			try {
				demand({ clock: rehearsal }, actor, 'letter.send', subject);
				return 'yes';
			} catch (refusal) {
				return (refusal as { kind: string }).kind;
			}
		};
		const subject = { within: { edition: 'e' } };
		expect(of(visitor, subject)).toBe('signed-out');
		expect(of(person([]), subject)).toBe('not-found');
		expect(of(person([{ relation: 'reviewer', on: 'edition', id: 'e' }]), subject)).toBe('forbidden');
		expect(of(person([{ relation: 'secretary', on: 'edition', id: 'e' }]), subject)).toBe('yes');
		expect(of(system('due-list'), subject)).toBe('yes');
	});
});

describe('relations', () => {
	const edition = { type: 'edition', id: 'e1' } as const;

	test('are given once, ended, and may be given again at the same moment', async () => {
		expect(await grantRelation(ctx, system('test'), 'p1', 'secretary', edition)).toBe(true);
		expect(await grantRelation(ctx, system('test'), 'p1', 'secretary', edition)).toBe(false);
		expect(await grantRelation(ctx, system('test'), 'p1', 'chair', { type: 'track', id: 't' })).toBe(true);
		expect(await relationsOf(ctx, 'p1')).toHaveLength(2);
		expect(await endRelation(ctx, system('test'), 'p1', 'secretary', edition)).toBe(true);
		expect(await endRelation(ctx, system('test'), 'p1', 'secretary', edition)).toBe(false);
		expect(await relationsOf(ctx, 'p1')).toEqual([{ relation: 'chair', on: 'track', id: 't' }]);
		expect(await grantRelation(ctx, system('test'), 'p1', 'secretary', edition)).toBe(true);
		expect(await relationsOf(ctx, 'p2')).toEqual([]);
	});

	test('granted by two at once there is one', async () => {
		const both = await Promise.all(
			[1, 2, 3, 4].map(() => grantRelation(ctx, system('test'), 'p3', 'organiser', edition)),
		);
		expect(both.filter(Boolean)).toHaveLength(1);
		expect(await relationsOf(ctx, 'p3')).toHaveLength(1);
	});

	test('each grant and each end stands in the ledger, a refused one does not', async () => {
		const { rows } = await ctx.byHand(
			'select action, count(*)::int as n from ledger_event group by action order by action',
		);
		expect(rows).toEqual([
			{ action: 'end-relation', n: 1 },
			{ action: 'grant', n: 4 },
		]);
	});

	test('an actor carries what he is at present', async () => {
		const actor = await actorFor(ctx, 'p1', 'session');
		expect(can(actor, 'desk.open', { within: { edition: 'e1' } }, rehearsal)).toBe('yes');
		await endRelation(ctx, system('test'), 'p1', 'secretary', edition);
		expect(can(await actorFor(ctx, 'p1', 'session'), 'desk.open', { within: { edition: 'e1' } }, rehearsal)).toBe(
			'not-found',
		);
	});
});
