import { describe, expect, it } from 'vitest';
import { type Actor, actorFor, grantRelation, stakesOf, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../setup/context.ts';
import { historyOf } from '#core/ledger/index.ts';
import { edition, notingJobs, organiser, refusalOf } from '#modules/calls/server/testing.ts';
import { entry, handIn, makeSmallCall, somebody } from '#modules/calls/server/testing-people.ts';
import {
	assign,
	conflictPersonData,
	conflictsForDesk,
	conflictsOf,
	conflictsOfApplicant,
	decideConflicts,
	declareConflict,
	endDeclaration,
	isConflicted,
	ownConflicts,
	recuseByChair,
	reviewJobHandlers,
	stageObjectId,
	stateAgainst,
	stateOwnConflict,
	takeBackStatement,
} from '#modules/review/server/index.ts';
import { reviewAssignment } from '#modules/review/server/tables.ts';

const start = Date.parse('2021-10-10T09:00:00+08:00');
const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers },
	at: start,
});
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const stages = [
	{
		id: 'round',
		kind: 'review' as const,
		label: both('Round'),
		criteria: [{ id: 'novelty', label: both('Novelty') }],
		outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' as const }],
	},
];

const slugs = new Map<string, string>();
/** A call with a review, by its slug. */
async function callNamed(slug: string) {
	const call = await makeSmallCall(ctx, slug, { stages });
	slugs.set(call, slug);
	return call;
}

async function panel(call: string, ...people: { personId: string }[]) {
	for (const { personId } of people) {
		await transaction(ctx, (tx) =>
			grantRelation(
				tx,
				system('t'),
				personId,
				'reviewer',
				{ type: 'stage', id: stageObjectId(call, 'round') },
				edition,
			),
		);
	}
}

describe('what is on record', () => {
	it('is a conflict of whoever applied, is named or was recused, and of nobody else', async () => {
		const call = await callNamed('record');
		const ada = await somebody(ctx, 'ada@record.example');
		const named = await somebody(ctx, 'named@record.example', 'Ned', 'Named');
		const free = await somebody(ctx, 'free@elsewhere.example', 'Fay', 'Free');
		await panel(call, ada, named, free);
		const authors = [entry('Ned', 'Named', ' Named@Record.example '), entry('Nobody', 'Known', 'nobody@known.example')];
		const { application } = await handIn(ctx, call, ada, { title: 'One', authors });
		const second = await handIn(ctx, call, await somebody(ctx, 'bo@other.example', 'Bo', 'Other'), { title: 'Two' });
		await recuseByChair(ctx, organiser, {
			application: second.application,
			person: free.personId,
			reason: 'family',
			text: '',
		});
		const found = await conflictsOf(ctx, call);
		const of = (person: string) => found.filter((one) => one.person === person);
		expect(of(ada.personId)).toEqual([{ application, person: ada.personId, kinds: ['self'], state: 'counts' }]);
		expect(of(named.personId)).toEqual([{ application, person: named.personId, kinds: ['named'], state: 'counts' }]);
		expect(of(free.personId)).toEqual([
			{ application: second.application, person: free.personId, kinds: ['recused'], state: 'confirmed' },
		]);
		expect(await isConflicted(ctx, application, named.personId)).toBe(true);
		expect(await isConflicted(ctx, application, free.personId)).toBe(false);
		const people = [ada, named, free].map(({ personId }) => personId);
		const { left, assigned } = await assign(ctx, organiser, {
			call,
			stage: 'round',
			applications: [application],
			people,
		});
		expect(assigned).toBe(1);
		expect(left.map(({ person, why }) => [person, why])).toEqual([
			[ada.personId, 'own'],
			[named.personId, 'own'],
		]);
	});
});

const declared = { about: 'person', kind: 'co-author', name: '', identifier: '', year: '' };
const now = (who: { personId: string }) => actorFor(ctx, who.personId, 'session');
const at = (call: string) => ({ desk: edition, call, locale: 'en' as const });
/** Kinds, states and evidence between somebody and an application. */
async function between(call: string, application: string, person: string) {
	const tabs = await Promise.all(
		['open', 'decided', 'record'].map((tab) => conflictsForDesk(ctx, organiser, { ...at(slugs.get(call) ?? ''), tab })),
	);
	const row = tabs.flatMap(({ rows }) => rows).find(({ key }) => key === `${application} ${person}`);
	return row?.facts.map(({ kind, source, state, evidence }) => [kind, source, state, evidence.by]);
}
async function affiliated(who: Actor & { kind: 'person' }, name: { en?: string; zh?: string }, ror?: string) {
	const affiliations = JSON.stringify([{ name, ...(ror ? { ror } : {}) }]);
	await ctx.byHand('update person set affiliations = $2 where id = $1', [who.personId, affiliations]);
}

describe('what is inferred', () => {
	it('follows people, institutions, domains and works together, in a constant number of statements', async () => {
		const call = await callNamed('inferred');
		const judge = await somebody(ctx, 'judge@astro.north.edu.example', 'Jo', 'Judge');
		const other = await somebody(ctx, 'other@south.edu.example', 'Olu', 'Other');
		await affiliated(judge, { en: 'University of Northwold', zh: '诺斯沃尔德大学' });
		await panel(call, judge, other);
		const applicant = await somebody(ctx, 'ann@somewhere.example', 'Ann', 'Applicant');
		const by = (authors: ReturnType<typeof entry>[], title: string) => handIn(ctx, call, applicant, { title, authors });
		const of = (change: Partial<ReturnType<typeof entry>>) => ({
			...entry('Some', 'Body', 'some@body.example'),
			affiliation: '',
			...change,
		});
		const institution = await by([of({ affiliation: 'Dept. of Physics, Northwold Univ., Northwold' })], 'A');
		const chinese = await by([of({ affiliation: '诺斯沃尔德大学天文系' })], 'B');
		const domain = await by([of({ email: 'x@cs.north.edu.example' })], 'C');
		const name = await by([of({ given: 'Judge', family: 'Jo', email: 'another@mail.example' })], 'D');
		const free = await by([of({ affiliation: 'University of Southwold', email: 'x@free.example' })], 'E');
		expect(await between(call, institution.application, judge.personId)).toEqual([
			['institution', 'inferred', 'counts', 'institution'],
		]);
		expect(await between(call, chinese.application, judge.personId)).toEqual([
			['institution', 'inferred', 'counts', 'institution'],
		]);
		expect(await between(call, domain.application, judge.personId)).toEqual([
			['mail-domain', 'inferred', 'counts', 'domain'],
		]);
		expect(await between(call, name.application, judge.personId)).toEqual([['named', 'inferred', 'hint', 'name']]);
		expect(await between(call, free.application, judge.personId)).toBeUndefined();
		expect(await isConflicted(ctx, name.application, judge.personId)).toBe(false);
		expect(await isConflicted(ctx, domain.application, judge.personId)).toBe(true);
		const few = await ctx.countStatements(() => conflictsOf(ctx, call));

		// Another submission, of another call: from then on the two have worked together.
		const elsewhere = await callNamed('elsewhere');
		await handIn(ctx, elsewhere, other, { title: 'Ours', authors: [of({ email: 'x@free.example' })] });
		expect(await between(call, free.application, other.personId)).toEqual([
			['co-author', 'inferred', 'counts', 'submission'],
		]);
		for (let i = 0; i < 30; i += 1) await by([of({ affiliation: 'Northwold University' })], `More ${i}`);
		expect(await ctx.countStatements(() => conflictsOf(ctx, call))).toBe(few);
		expect(few).toBeLessThanOrEqual(14);
		expect(
			(await conflictsForDesk(ctx, organiser, { ...at(slugs.get(call) ?? ''), tab: 'open' })).total,
		).toBeGreaterThanOrEqual(30);
	});
});

describe('what people say', () => {
	it('holds for all calls when they say it of themselves, and no longer when they take it back', async () => {
		const call = await callNamed('declared');
		const judge = await somebody(ctx, 'dora@declared.example', 'Dora', 'Declares');
		await panel(call, judge);
		const applicant = await somebody(ctx, 'apt@declared.example', 'Apt', 'Applicant');
		const of = (given: string, family: string, email = 'nobody@declared.example') => ({
			...entry(given, family, email),
			affiliation: '',
		});
		const one = await handIn(ctx, call, applicant, { title: 'One', authors: [of('Ling', 'Sample')] });
		const two = await handIn(ctx, call, applicant, {
			title: 'Two',
			authors: [of('X', 'Y', 'advisor@declared.example')],
		});
		const old = await handIn(ctx, call, applicant, { title: 'Three', authors: [of('Old', 'Friend')] });
		const say = (change: Partial<typeof declared>) => declareConflict(ctx, judge, { ...declared, ...change });
		await say({ name: 'Sample, Ling', year: '2020' });
		await say({ kind: 'advisor', name: 'Somebody Else', identifier: 'Advisor@declared.example' });
		await say({ name: 'Old Friend', year: '2005' });
		await say({ name: 'Old Friend', year: '2005' });
		expect(await between(call, one.application, judge.personId)).toEqual([
			['co-author', 'profile', 'counts', 'declared'],
		]);
		expect(await between(call, two.application, judge.personId)).toEqual([
			['advisor', 'profile', 'counts', 'declared'],
		]);
		expect(await between(call, old.application, judge.personId)).toEqual([
			['co-author', 'inferred', 'hint', 'declared'],
		]);
		const own = await ownConflicts(ctx, judge, { call });
		expect(own.declarations.map(({ name }) => name)).toEqual(['Sample, Ling', 'Somebody Else', 'Old Friend']);
		// Nothing of what was found by it: it would tell who applied.
		expect(JSON.stringify(own)).not.toContain(one.application);
		for (const [change, path] of [
			[{ name: '' }, 'name'],
			[{ name: 'x', kind: 'institution' }, 'kind'],
			[{ name: 'x', identifier: 'no address' }, 'identifier'],
			[{ name: 'x', year: '20' }, 'year'],
			[{ about: 'institution', kind: 'institution', name: 'x', identifier: 'nonsense' }, 'identifier'],
		] as const) {
			expect(await refusalOf(say(change))).toMatchObject({ kind: 'invalid', problems: [{ path }] });
		}
		const [first] = own.declarations;
		expect(await refusalOf(endDeclaration(ctx, applicant, { declaration: first?.id ?? '' }))).toMatchObject({
			kind: 'not-found',
		});
		await endDeclaration(ctx, judge, { declaration: first?.id ?? '' });
		expect(await between(call, one.application, judge.personId)).toBeUndefined();
	});

	it('of one application counts at once: what was assigned ends, the desk is shut', async () => {
		const call = await callNamed('stated');
		const judge = await somebody(ctx, 'stan@stated.example', 'Stan', 'States');
		await panel(call, judge);
		const applicant = await somebody(ctx, 'apt@stated.example', 'Apta', 'Applicant');
		const { application, number } = await handIn(ctx, call, applicant, { title: 'Judged' });
		await assign(ctx, organiser, { call, stage: 'round', applications: [application], people: [judge.personId] });
		const active = () =>
			ctx.db
				.select()
				.from(reviewAssignment)
				.then((rows) => rows.filter((row) => row.applicationId === application && row.endedAt === null));
		expect(await active()).toHaveLength(1);
		const stranger = await somebody(ctx, 'stranger@stated.example', 'Stray', 'Stranger');
		const input = { call, number, kind: 'family', text: '' };
		expect(await refusalOf(stateOwnConflict(ctx, stranger, input))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(stateOwnConflict(ctx, judge, { ...input, number: 'S-999' }))).toMatchObject({
			kind: 'invalid',
			problems: [{ path: 'number', code: 'no-such-number' }],
		});
		await stateOwnConflict(ctx, judge, { ...input, number: number.toLowerCase() });
		await stateOwnConflict(ctx, judge, input);
		expect(await active()).toEqual([]);
		expect(await stakesOf(ctx, judge.personId)).toEqual([application]);
		const own = await ownConflicts(ctx, judge, { call });
		expect(own.statements).toMatchObject([{ number, kind: 'family' }]);
		expect(
			(await assign(ctx, organiser, { call, stage: 'round', applications: [application], people: [judge.personId] }))
				.left,
		).toMatchObject([{ why: 'conflict' }]);
		expect(await refusalOf(takeBackStatement(ctx, stranger, { statement: own.statements[0]?.id ?? '' }))).toMatchObject(
			{ kind: 'not-found' },
		);
		await takeBackStatement(ctx, judge, { statement: own.statements[0]?.id ?? '' });
		expect(await stakesOf(ctx, judge.personId)).toEqual([]);
		const actions = (await historyOf(ctx, { type: 'application', id: application })).map(({ action }) => action);
		expect(actions.filter((action) => action.includes('conflict'))).toEqual(['state-conflict', 'take-back-conflict']);
	});

	it('of the committee counts for judging until the call closes, and shuts no desk before a chair says so', async () => {
		const call = await callNamed('against');
		const chair = await somebody(ctx, 'chair@against.example', 'Cher', 'Chair');
		await transaction(ctx, (tx) => grantRelation(tx, system('t'), chair.personId, 'chair', { type: 'call', id: call }));
		const applicant = await somebody(ctx, 'apt@against.example', 'Aptus', 'Applicant');
		const { application } = await handIn(ctx, call, applicant, { title: 'Careful' });
		const input = { application, person: chair.personId, kind: 'other', text: 'A quarrel of years.' };
		const stranger = await somebody(ctx, 'other@against.example', 'Otto', 'Outsider');
		expect(await refusalOf(stateAgainst(ctx, stranger, input))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(stateAgainst(ctx, applicant, { ...input, person: stranger.personId }))).toMatchObject({
			problems: [{ path: 'person', code: 'choose-person' }],
		});
		expect(await refusalOf(stateAgainst(ctx, applicant, { ...input, text: '' }))).toMatchObject({
			problems: [{ path: 'text', code: 'say-why' }],
		});
		await stateAgainst(ctx, applicant, input);
		const page = await conflictsOfApplicant(ctx, applicant, { application, locale: 'en' });
		expect(page).toMatchObject({
			may: true,
			committee: [{ name: 'Cher Chair' }],
			statements: [{ name: 'Cher Chair', kind: 'other' }],
		});
		expect(await isConflicted(ctx, application, chair.personId)).toBe(true);
		expect(await stakesOf(ctx, chair.personId)).toEqual([]);
		// The one it is about reads nothing of it, at the desk or through the applicant's eyes.
		expect(JSON.stringify(await conflictsForDesk(ctx, await now(chair), at('against')))).not.toContain('quarrel');
		const { personId, relations } = (await now(chair)) as Actor & { kind: 'person' };
		const eyes: Actor = { ...applicant, seenBy: { personId, relations } };
		expect(await conflictsOfApplicant(ctx, eyes, { application, locale: 'en' })).toBeNull();
		const pairs = [`${application} ${chair.personId}`];
		const own = await decideConflicts(ctx, await now(chair), {
			desk: edition,
			call: 'against',
			pairs,
			verdict: 'cleared',
			reason: 'Me?',
		});
		expect(own).toEqual({ decided: 0, left: [{ pair: pairs[0], why: 'own' }] });
		await decideConflicts(ctx, organiser, {
			desk: edition,
			call: 'against',
			pairs,
			verdict: 'confirmed',
			reason: 'Both say so.',
		});
		expect(await stakesOf(ctx, chair.personId)).toEqual([application]);
		await decideConflicts(ctx, organiser, {
			desk: edition,
			call: 'against',
			pairs,
			verdict: 'cleared',
			reason: 'Settled.',
		});
		expect(await stakesOf(ctx, chair.personId)).toEqual([]);
		expect(await isConflicted(ctx, application, chair.personId)).toBe(false);
		ctx.setNow(Date.parse('2021-12-20T09:00:00+08:00'));
		expect(await refusalOf(stateAgainst(ctx, applicant, input))).toMatchObject({ kind: 'closed', code: 'too-late' });
		ctx.setNow(start);
	});
});

describe('a chair', () => {
	it('clears what was inferred with a reason, in bulk, until other evidence comes; never what is on record', async () => {
		const call = await callNamed('cleared');
		const judge = await somebody(ctx, 'jay@west.edu.example', 'Jay', 'Judges');
		await panel(call, judge);
		const applicant = await somebody(ctx, 'apt@cleared.example', 'Apto', 'Applicant');
		const named = await handIn(ctx, call, applicant, {
			title: 'Named',
			authors: [entry('Jay', 'Judges', 'jay@west.edu.example')],
		});
		const one = await handIn(ctx, call, applicant, {
			title: 'One',
			authors: [entry('A', 'B', 'a@cs.west.edu.example')],
		});
		const own = await handIn(ctx, call, judge, { title: 'Own' });
		const pairs = [named, one, own].map(({ application }) => `${application} ${judge.personId}`);
		const decide = (actor: Actor, change: object = {}) =>
			decideConflicts(ctx, actor, {
				desk: edition,
				call: 'cleared',
				pairs,
				verdict: 'cleared',
				reason: 'Another campus.',
				...change,
			});
		expect(await refusalOf(decide(applicant))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(decide(organiser, { reason: ' ' }))).toMatchObject({ problems: [{ path: 'reason' }] });
		expect(await refusalOf(decide(organiser, { verdict: 'maybe' }))).toMatchObject({ problems: [{ path: 'verdict' }] });
		expect((await stakesOf(ctx, judge.personId)).sort()).toEqual([named.application, own.application].sort());
		expect(await decide(organiser)).toEqual({ decided: 2, left: [{ pair: pairs[2], why: 'on-record' }] });
		expect(await isConflicted(ctx, one.application, judge.personId)).toBe(false);
		expect(await isConflicted(ctx, own.application, judge.personId)).toBe(true);
		// An applicant who writes a chair's address into his list locks nobody out for good.
		expect(await stakesOf(ctx, judge.personId)).toEqual([own.application]);
		const decided = await conflictsForDesk(ctx, organiser, { ...at('cleared'), tab: 'decided' });
		expect(decided.rows.map(({ key }) => key).sort()).toEqual(pairs.slice(0, 2).sort());
		expect(decided.rows[0]?.facts[0]).toMatchObject({ state: 'cleared', reason: 'Another campus.' });
		// Other evidence of the same kind is looked at anew.
		await affiliated(judge, { en: 'University of Westwold' });
		const again = await handIn(ctx, call, applicant, {
			title: 'Two',
			authors: [{ ...entry('C', 'D', 'c@d.example'), affiliation: 'Westwold University' }],
		});
		expect(await isConflicted(ctx, again.application, judge.personId)).toBe(true);
		const erased = conflictPersonData;
		expect(JSON.stringify(await erased.export(ctx, judge.personId))).toContain('Another campus.');
		await transaction(ctx, (tx) => erased.erase(tx, judge.personId));
		expect(JSON.stringify(await erased.export(ctx, judge.personId))).not.toContain('Another campus.');
	});
});
