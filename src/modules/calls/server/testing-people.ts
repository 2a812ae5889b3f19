import { type Actor, actorFor, system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { type Answers, formEntries, type PersonEntry } from '../answers.ts';
import { type CallInput, callSchema } from '../call.ts';
import type { Form } from '../form.ts';
import { announce, decide, type Receipt, saveCallFromBundle, startDraft, submit } from './index.ts';
import { edition, organisation, organiser, secretary } from './testing.ts';

/* People who read mail, and small calls between them, for tests on the database. Nothing here ships. */

type TestContext = Context & {
	byHand(statement: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
};

const both = (en: string, zh = `${en}（中文）`) => ({ en, zh });

/** An entry of a list of people. */
export function entry(given: string, family: string, email: string): PersonEntry {
	return { given, family, affiliation: 'Sample Institute', country: '', email, orcid: '', presenter: false };
}

/** Somebody who owns an address and has proved it. */
export async function somebody(
	ctx: Context,
	address: string,
	given = 'Ada',
	family = 'Example',
): Promise<Actor & { kind: 'person' }> {
	const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), address, {
		verified: true,
		names: { given, family },
	});
	return (await actorFor(ctx, personId, 'session')) as Actor & { kind: 'person' };
}

/** The secrets in the mails to an address, the newest last. */
export async function secretsTo(ctx: TestContext, address: string, page = 'attestations'): Promise<string[]> {
	const { rows } = await ctx.byHand('select text from mail where to_address = $1 order by queued_at, id', [address]);
	return rows.flatMap(({ text }) => {
		const found = new RegExp(`/${page}/([0-9a-z]{40})`).exec(String(text))?.[1];
		return found ? [found] : [];
	});
}

/** A call of few questions: a title, an abstract, who works on it, and more lists of people. */
export async function makeSmallCall(
	ctx: Context,
	slug: string,
	change: Partial<CallInput> & { fields?: CallInput['form']['fields'] } = {},
): Promise<string> {
	const { fields = [], ...rest } = change;
	const call = callSchema.parse({
		slug,
		title: both(`Call ${slug}`, `征集 ${slug}`),
		summary: both('A sample.', '样例。'),
		numberPrefix: slug.slice(0, 1).toUpperCase(),
		window: { zone: 'Asia/Shanghai', opens: '2021-10-01', closes: '2021-12-15' },
		form: {
			fields: [
				{ id: 'title', kind: 'short-text', role: 'title', label: both('Title', '题目'), required: true },
				{ id: 'abstract', kind: 'long-text', role: 'abstract', label: both('Abstract', '摘要') },
				{
					id: 'authors',
					kind: 'person-list',
					role: 'contributors',
					label: both('Authors', '作者'),
					needs: ['family', 'email'],
					presenter: 'none',
					min: 0,
				},
				...fields,
			],
		},
		stages: [
			{
				id: 'decision',
				kind: 'determination',
				label: both('Decision', '决定'),
				outcomes: [
					{ id: 'yes', label: both('Accepted', '接受'), effect: 'accept' },
					{ id: 'no', label: both('Not accepted', '未接受'), effect: 'reject' },
				],
			},
		],
		...rest,
	});
	const saved = await saveCallFromBundle(ctx, system('test'), { edition, organisation, call, tracks: [], outside: [] });
	return saved.call;
}

/** What a person hands in to such a call. */
export async function handIn(
	ctx: Context,
	call: string,
	actor: Actor,
	answers: Answers,
	locale: 'en' | 'zh' = 'en',
): Promise<Receipt> {
	const form = await formOf(ctx, call);
	const { draft } = await startDraft(ctx, actor, { call, locale, entries: formEntries(form, answers) });
	return submit(ctx, actor, { draft });
}

/** The form that a call asks at present. */
export async function formOf(ctx: Context, call: string): Promise<Form> {
	const { storedCalls } = await import('./stored-call.ts');
	const { call: table } = await import('./tables.ts');
	const { eq } = await import('drizzle-orm');
	const [stored] = await storedCalls(ctx, eq(table.id, call));
	if (!stored) throw new Error('no such call');
	return stored.call.form;
}

/** The desk decides and makes it known. */
export async function tell(ctx: Context, application: string, outcome = 'yes'): Promise<void> {
	const determination = await decide(ctx, organiser, { application, outcome });
	await announce(ctx, secretary, { determinations: [determination] });
}
