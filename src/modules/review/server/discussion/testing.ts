import { type Actor, actorFor, grantRelation, type Relation, system } from '#core/access/index.ts';
import { callSchema } from '#modules/calls/call.ts';
import { edition, makeApplication, makeCall, person } from '#modules/calls/server/testing.ts';
import { sampleCall, sampleFormInput, samplePerson } from '#modules/calls/testing.ts';
import type { StageInput } from '#modules/calls/stage.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import type { TestContext } from '../../../../../tests/setup/context.ts';
import { assign, reviewPage, saveScore } from '../index.ts';
import { stageObjectId } from '../stage-at.ts';

/* A review with its people for tests: each name, address and institution is a token that no text holds by chance. */

export const start = Date.parse('2021-10-10T09:00:00+08:00');
export const afterClose = Date.parse('2021-10-20T09:00:00+08:00');
const both = (en: string) => ({ en, zh: `${en}（中文）` });

/** The tokens of who applied: none may stand before a reviewer of a double-blind stage. */
export const authorTokens = ['Zyxauthor', 'zyxmail', 'Zyxinstitute'];
/** The tokens of who reviews: none may stand before an applicant, nor before another reviewer. */
export const reviewerTokens = ['Qwkgiven', 'Qwkfamily', 'qwkmail'];

/** A call whose first stage is a double-blind review with a discussion, answers to the reviews and a meta-review. */
export async function makeReview(ctx: TestContext, slug: string, change: Partial<StageInput> = {}): Promise<string> {
	const call = callSchema.parse({
		...sampleCall,
		slug,
		form: {
			...sampleFormInput,
			fields: sampleFormInput.fields.map((field) =>
				field.role === 'title' ? { ...field, visibleTo: 'reviewers' as const } : field,
			),
		},
		stages: [
			{
				id: 'first',
				kind: 'review',
				label: both('First round'),
				criteria: [
					{ id: 'novelty', label: both('Novelty') },
					{ id: 'clarity', label: both('Clarity'), max: 5 },
				],
				fields: [
					{ id: 'said', kind: 'long-text', label: both('For everybody'), visibleTo: 'public' },
					{ id: 'kept', kind: 'long-text', label: both('For chairs'), visibleTo: 'organisers' },
				],
				blind: 'double',
				scoreVisibility: 'after-own',
				comments: ['to-panel', 'to-applicant'],
				discussion: { closes: '2021-11-05' },
				rebuttal: { opens: '2021-10-25', closes: '2021-10-28', maxWords: 20 },
				metaReview: true,
				notCompetent: true,
				perApplication: 2,
				closes: '2021-10-30',
				reminders: [{ days: 3 }, { days: -1 }],
				outcomes: [
					{ id: 'yes', label: both('Accepted'), effect: 'accept' },
					{ id: 'out', label: both('Out'), effect: 'reject' },
				],
				...change,
			},
		],
	});
	const { slug: own, stages, form } = call;
	return makeCall(ctx, { slug: own, stages, form });
}

export type Person = Actor & { kind: 'person' };

/** Somebody with an account and tokens for a name, and a relation. */
export async function makePerson(ctx: TestContext, token: string, relation?: Relation): Promise<Person> {
	const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), `qwkmail-${token}@panel.example`, {
		verified: true,
		names: { given: `Qwkgiven${token}`, family: `Qwkfamily${token}` },
	});
	if (relation) {
		const object = { type: relation.on, id: relation.id };
		await grantRelation(ctx, system('test'), personId, relation.relation, object, edition);
	}
	return (await actorFor(ctx, personId, 'session')) as Person;
}

/** The actor with the relations that it has now. */
export async function present(ctx: TestContext, { personId }: Person): Promise<Person> {
	return (await actorFor(ctx, personId, 'session')) as Person;
}

/** Members of the panel of the first stage. */
export async function makePanel(ctx: TestContext, call: string, tokens: readonly string[]): Promise<Person[]> {
	const panel: Person[] = [];
	for (const token of tokens) {
		const on = { relation: 'reviewer', on: 'stage', id: stageObjectId(call, 'first') } as const;
		panel.push(await makePerson(ctx, token, on));
	}
	return panel;
}

/** Whoever applied in these tests: an account of its own, whose name and address are tokens too. */
export async function makeAuthor(ctx: TestContext, token = ''): Promise<Person> {
	const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), `zyxmail${token}@author.example`, {
		verified: true,
		names: { given: `Zyxauthor${token}`, family: 'Zyxfamily' },
	});
	return (await actorFor(ctx, personId, 'session')) as Person;
}

/** An application of his, that names him and his institution. */
export async function apply(ctx: TestContext, call: string, author: Actor = person('author')): Promise<string> {
	ctx.setNow(start);
	const { application } = await makeApplication(ctx, call, author, {
		authors: [
			{
				...samplePerson,
				given: 'Zyxauthor',
				family: 'Zyxfamily',
				affiliation: 'Zyxinstitute',
				email: 'zyxother@author.example',
			},
		],
	});
	ctx.setNow(afterClose);
	return application;
}

/** Asks these people to score these applications. */
export async function ask(ctx: TestContext, call: string, applications: readonly string[], people: readonly Person[]) {
	const result = await assign(ctx, system('test'), {
		call,
		stage: 'first',
		applications,
		people: people.map(({ personId }) => personId),
	});
	if (result.left.length > 0) throw new Error(`not assigned: ${JSON.stringify(result.left)}`);
}

/** The id by which somebody knows what he was asked to score. */
export async function assignmentOf(ctx: TestContext, application: string, who: Person): Promise<string> {
	const { rows } = await ctx.byHand(
		`select id from review_assignment where application_id = $1 and person_id = $2 and ended_at is null`,
		[application, who.personId],
	);
	return String(rows[0]?.id ?? '');
}

/** Hands a review in. */
export async function score(
	ctx: TestContext,
	who: Person,
	application: string,
	words: { toApplicant?: string; toPanel?: string; said?: string; kept?: string; points?: number } = {},
): Promise<void> {
	const actor = await present(ctx, who);
	const assignment = await assignmentOf(ctx, application, who);
	const { revision } = await reviewPage(ctx, actor, { assignment });
	await saveScore(ctx, actor, {
		assignment,
		entries: [
			['points.novelty', String(words.points ?? 7)],
			['points.clarity', '3'],
			['comment.to-panel', words.toPanel ?? ''],
			['comment.to-applicant', words.toApplicant ?? ''],
			['said', words.said ?? ''],
			['kept', words.kept ?? ''],
		],
		revision,
		submit: true,
	});
}
