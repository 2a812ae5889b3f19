import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, can, demand, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { listEditions, organisationsById } from '#modules/editions/server/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { StatementKind, StatementState } from '../statement.ts';
import { membersOf, openStatement, type StatementRow, subjectOfStatement } from './load.ts';
import { signature } from './signature-tables.ts';
import { statement, statementComment, statementDraft, statementMember } from './tables.ts';

export interface DeskEntry {
	id: string;
	slug: string;
	kind: StatementKind;
	state: StatementState;
	sample: boolean;
	/** Of the draft. */
	titles: Partial<Bilingual>;
	zone: string;
	releasedAt: number | null;
	releaseAt: number | null;
	/** How many are public, and how many wait for the desk; null for who may not moderate. */
	signatures: { public: number; waiting: number } | null;
}

/** What a list shows of a statement, and where it lies; its texts are none of it. */
const listColumns = {
	id: statement.id,
	slug: statement.slug,
	kind: statement.kind,
	state: statement.state,
	sample: statement.sample,
	zone: statement.zone,
	releasedAt: statement.releasedAt,
	releaseAt: statement.releaseAt,
	organisationId: statement.organisationId,
	editionId: statement.editionId,
	en: sql<string | null>`${statement.draft} -> 'en' ->> 'title'`,
	zh: sql<string | null>`${statement.draft} -> 'zh' ->> 'title'`,
};

/** The statements that somebody may see before their release, newest first. Three queries. */
export async function statementsForDesk(ctx: Context, actor: Actor): Promise<DeskEntry[]> {
	const rows = await ctx.db.select(listColumns).from(statement).orderBy(desc(statement.position)).limit(500);
	const personId = personOf(actor);
	const own = await ctx.db
		.select({ id: statementMember.statementId })
		.from(statementMember)
		.where(eq(statementMember.personId, personId ?? ''));
	const drafted = new Set(own.map(({ id }) => id));
	const may = (action: 'statement.read' | 'statement.moderate', row: (typeof rows)[number]) => {
		const owners = personId !== undefined && drafted.has(row.id) ? [personId] : [];
		return can(actor, action, subjectOfStatement(row, owners), ctx.clock) === 'yes';
	};
	const seen = rows.filter((row) => may('statement.read', row));
	const ids = seen.map(({ id }) => id);
	const counted =
		ids.length === 0
			? []
			: await ctx.db
					.select({ id: signature.statementId, state: signature.state, n: sql<number>`count(*)::int` })
					.from(signature)
					.where(inArray(signature.statementId, ids))
					.groupBy(signature.statementId, signature.state);
	const count = (id: string, state: string) => counted.find((one) => one.id === id && one.state === state)?.n ?? 0;
	return seen.map((row) => ({
		id: row.id,
		slug: row.slug,
		kind: row.kind,
		state: row.state,
		sample: row.sample,
		titles: { ...(row.en === null ? {} : { en: row.en }), ...(row.zh === null ? {} : { zh: row.zh }) },
		zone: row.zone,
		releasedAt: row.releasedAt,
		releaseAt: row.releaseAt,
		signatures: may('statement.moderate', row)
			? { public: count(row.id, 'public'), waiting: count(row.id, 'waiting') }
			: null,
	}));
}

/** Where somebody may begin a statement: an edition, with the organisation that holds it. */
export interface StatementPlace {
	organisation: string;
	organisationName: Record<string, string | undefined>;
	edition: string | null;
	short: string | null;
	zone: string;
}

/** The places in which somebody may begin a statement: his editions, and their organisations as such. Two queries. */
export async function placesForStatement(ctx: Context, actor: Actor): Promise<StatementPlace[]> {
	const editions = await listEditions(ctx);
	const names = await organisationsById(
		ctx,
		editions.flatMap(({ organisationId }) => organisationId ?? []),
	);
	const may = (organisationId: string, editionId: string | null) =>
		can(actor, 'statement.draft', subjectOfStatement({ organisationId, editionId }, []), ctx.clock) === 'yes';
	const places: StatementPlace[] = [];
	for (const one of editions) {
		const { organisationId: organisation, id, short, zone } = one;
		if (organisation === null) continue;
		const organisationName = names.get(organisation)?.name ?? {};
		if (may(organisation, id)) places.push({ organisation, organisationName, edition: id, short, zone });
		const listed = places.some((place) => place.organisation === organisation && place.edition === null);
		if (!listed && may(organisation, null)) {
			places.push({ organisation, organisationName, edition: null, short: null, zone });
		}
	}
	return places;
}

/** Whether somebody has to do with statements at all: for the lists of the desk. */
export async function demandAnyStatement(ctx: Context, actor: Actor): Promise<void> {
	if ((await placesForStatement(ctx, actor)).length > 0) return;
	if ((await statementsForDesk(ctx, actor)).length > 0) return;
	demand(ctx, actor, 'statement.read', { within: {} });
}

export interface DraftEntry {
	revision: number;
	remark: string;
	at: number;
	by: PersonNames | null;
	/** The draft before it; none for the first. */
	before: number | null;
}
export interface CommentEntry {
	id: string;
	revision: number;
	text: string;
	at: number;
	by: PersonNames | null;
}

/** What somebody may do with a statement. */
export interface DeskRights {
	draft: boolean;
	release: boolean;
	moderate: boolean;
}

function rightsIn(ctx: Context, actor: Actor, row: StatementRow, members: readonly string[]): DeskRights {
	const subject = subjectOfStatement(row, members);
	const may = (action: Parameters<typeof can>[1]) => can(actor, action, subject, ctx.clock) === 'yes';
	return { draft: may('statement.draft'), release: may('statement.release'), moderate: may('statement.moderate') };
}

/** A statement with its draft, and what somebody may do with it. Three queries. @throws Refusal `not-found`, `forbidden` */
export async function rowForDesk(
	ctx: Context,
	actor: Actor,
	id: string,
): Promise<{ row: StatementRow; may: DeskRights }> {
	const row = await openStatement(ctx, actor, id, 'statement.read');
	return { row, may: rightsIn(ctx, actor, row, await membersOf(ctx, id)) };
}

/** So many earlier drafts are listed. */
const mostDrafts = 30;

/**
 * A statement with its draft, its group, what was said about it, and when it was drafted; of earlier drafts no text. Seven
 * queries. @throws Refusal `not-found`, `forbidden`
 */
export async function readForDesk(ctx: Context, actor: Actor, id: string) {
	const row = await openStatement(ctx, actor, id, 'statement.read');
	const members = await membersOf(ctx, id);
	const { revision: draftRevision, remark: draftRemark, at: draftAt, personId: draftedBy } = statementDraft;
	const drafts = await ctx.db
		.select({ revision: draftRevision, remark: draftRemark, at: draftAt, personId: draftedBy })
		.from(statementDraft)
		.where(eq(statementDraft.statementId, id))
		.orderBy(desc(statementDraft.revision))
		// One more than is listed, for what is before the last.
		.limit(mostDrafts + 1);
	const comments = await ctx.db
		.select()
		.from(statementComment)
		.where(eq(statementComment.statementId, id))
		.orderBy(asc(statementComment.position))
		.limit(500);
	const people = await readPeople(ctx, [
		...members,
		...drafts.flatMap(({ personId }) => personId ?? []),
		...comments.flatMap(({ personId }) => personId ?? []),
	]);
	const namesOf = (personId: string | null) => (personId === null ? null : (people.get(personId)?.names ?? null));
	return {
		row,
		may: rightsIn(ctx, actor, row, members),
		members: members.map((personId) => ({ id: personId, names: namesOf(personId) })),
		drafts: drafts.slice(0, mostDrafts).map(({ personId, ...one }, place): DraftEntry => {
			return { ...one, before: drafts[place + 1]?.revision ?? null, by: namesOf(personId) };
		}),
		comments: comments.map(
			({ id: comment, revision, text, at, personId }): CommentEntry => ({
				id: comment,
				revision,
				text,
				at,
				by: namesOf(personId),
			}),
		),
	};
}
