import { type Actor, actorFor, grantRelation, system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { CallInput } from '#modules/calls/call.ts';
import { edition, organiser } from '#modules/calls/server/testing.ts';
import { handIn, makeSmallCall, somebody } from '#modules/calls/server/testing-people.ts';
import { assign, reviewPage, saveScore, stageObjectId } from '#modules/review/server/index.ts';

/* A call with one review, its panel and its applicants, for tests on the database. Nothing here ships. */

export type Person = Actor & { kind: 'person' };

const both = (en: string) => ({ en, zh: `${en}（中文）` });

/** Phases of the sample stage, by an instant in each. Its zone is that of Shanghai. */
export const instantsOf = {
	bidding: Date.parse('2021-11-02T12:00:00+08:00'),
	reviewing: Date.parse('2021-11-08T12:00:00+08:00'),
	rebuttal: Date.parse('2021-11-12T12:00:00+08:00'),
	discussion: Date.parse('2021-11-18T12:00:00+08:00'),
	over: Date.parse('2021-11-25T12:00:00+08:00'),
} as const;

/** When all is handed in. */
export const handInAt = Date.parse('2021-10-10T12:00:00+08:00');

/** A review with every phase: what is not said is as the schema has it. */
export function stageWith(policy: object): NonNullable<CallInput['stages']>[number] {
	return {
		id: 'round',
		kind: 'review',
		label: both('Round'),
		criteria: [{ id: 'novelty', label: both('Novelty') }],
		opens: '2021-11-05',
		closes: '2021-11-20',
		bidding: { opens: '2021-11-01', closes: '2021-11-04' },
		rebuttal: { opens: '2021-11-10', closes: '2021-11-14' },
		discussion: { opens: '2021-11-15', closes: '2021-11-20' },
		outcomes: [
			{ id: 'yes', label: both('Yes'), effect: 'accept' },
			{ id: 'no', label: both('No'), effect: 'reject' },
		],
		...policy,
	} as NonNullable<CallInput['stages']>[number];
}

export interface Panel {
	call: string;
	slug: string;
	/** With the relations that they hold now. */
	members: Person[];
	author: Person;
	applications: string[];
}

/** A call with a panel of so many, and so many applications that all of it scores. */
export async function makePanel(
	ctx: Context & { setNow(at: number): void },
	slug: string,
	policy: object,
	options: {
		members?: number;
		applications?: number;
		fields?: CallInput['form']['fields'];
		answers?: Record<string, unknown>;
	} = {},
): Promise<Panel> {
	ctx.setNow(handInAt);
	const call = await makeSmallCall(ctx, slug, {
		stages: [stageWith(policy)],
		window: { zone: 'Asia/Shanghai', opens: '2021-10-01', closes: '2021-10-31' },
		fields: options.fields ?? [],
	});
	const author = await somebody(ctx, `author@${slug}.example`, 'Authorgiven', 'Authorfamily');
	const applications: string[] = [];
	for (let i = 0; i < (options.applications ?? 1); i += 1) {
		const answers = { title: `Work ${i}`, ...options.answers } as never;
		applications.push((await handIn(ctx, call, author, answers)).application);
	}
	const people: string[] = [];
	for (let i = 0; i < (options.members ?? 2); i += 1) {
		const { personId } = await somebody(ctx, `member${i}@${slug}.example`, `Membergiven${i}`, `Memberfamily${i}`);
		const object = { type: 'stage', id: stageObjectId(call, 'round') } as const;
		await grantRelation(ctx, system('test'), personId, 'reviewer', object, edition);
		people.push(personId);
	}
	ctx.setNow(instantsOf.reviewing);
	await assign(ctx, organiser, { call, stage: 'round', applications, people });
	const members: Person[] = [];
	for (const id of people) members.push((await actorFor(ctx, id, 'session')) as Person);
	return { call, slug, members, author, applications };
}

/** Hands a review in as the page would: with the revision that it read. */
export async function review(
	ctx: Context,
	actor: Actor,
	application: string,
	entries: Record<string, string>,
	submit = true,
): Promise<number> {
	const { revision } = await reviewPage(ctx, actor, { application });
	return saveScore(ctx, actor, { application, entries: Object.entries(entries), revision, submit });
}
