import { type Actor, actorFor, grantRelation, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { edition } from '#modules/calls/server/testing.ts';
import { handIn, makeSmallCall, somebody } from '#modules/calls/server/testing-people.ts';
import type { StageInput } from '#modules/calls/stage.ts';
import { stageObjectId } from '#modules/review/server/stage-at.ts';

/* A call that is reviewed, its papers and its reviewers, for tests on the database. Nothing here ships. */

const both = (en: string) => ({ en, zh: `${en}（中文）` });
type Person = Actor & { kind: 'person' };

/** A stage of reviews. */
export function reviewStage(change: Record<string, unknown> = {}): StageInput {
	return {
		id: 'round',
		kind: 'review',
		label: both('Round'),
		criteria: [{ id: 'novelty', label: both('Novelty') }],
		outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' }],
		...change,
	} as StageInput;
}

/** A call with tracks, keywords and a language, whose papers are reviewed at one stage. */
export async function makeReviewedCall(ctx: Context, slug: string, change: Record<string, unknown> = {}) {
	return makeSmallCall(ctx, slug, {
		stages: [reviewStage({ bidding: { opens: '2021-10-05', closes: '2021-12-20' }, ...change })],
		form: {
			fields: [
				{ id: 'title', kind: 'short-text', role: 'title', label: both('Title'), visibleTo: 'public' },
				{ id: 'abstract', kind: 'long-text', role: 'abstract', label: both('Abstract'), visibleTo: 'public' },
				{
					id: 'authors',
					kind: 'person-list',
					role: 'contributors',
					label: both('Authors'),
					visibleTo: 'public',
					presenter: 'none',
					min: 0,
				},
				{
					id: 'track',
					kind: 'track',
					role: 'track',
					label: both('Track'),
					visibleTo: 'public',
					options: ['T1', 'T2'].map((id) => ({ id, label: both(id) })),
					outside: [],
				},
				{ id: 'keywords', kind: 'keywords', role: 'keywords', label: both('Keywords'), visibleTo: 'public' },
				{ id: 'language', kind: 'language', role: 'language', label: both('Language'), languages: ['en', 'zh'] },
				{ id: 'secret', kind: 'long-text', label: both('For the desk') },
			],
		},
	});
}

/** A paper of somebody of his own. @returns the id of the application */
export async function paper(
	ctx: Context,
	call: string,
	by: string,
	answers: {
		title: string;
		abstract?: string;
		track?: string;
		keywords?: string[];
		language?: string;
		secret?: string;
	},
): Promise<string> {
	const { application } = await handIn(ctx, call, await somebody(ctx, by), answers);
	return application;
}

/** Somebody on the panel of the stage. */
export async function reviewer(ctx: Context, call: string, address: string, stage = 'round'): Promise<Person> {
	const found = await somebody(ctx, address);
	const object = { type: 'stage' as const, id: stageObjectId(call, stage) };
	await transaction(ctx, (tx) => grantRelation(tx, system('t'), found.personId, 'reviewer', object, edition));
	return (await actorFor(ctx, found.personId, 'session')) as Person;
}
