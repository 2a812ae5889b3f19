import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, can, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { listEditions, organisationsById } from '#modules/editions/server/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { StatementKind, StatementState, StatementTexts } from '../statement.ts';
import { membersOf, openStatement, subjectOfStatement } from './load.ts';
import { signature } from './signature-tables.ts';
import { statement, statementComment, statementDraft, statementMember } from './tables.ts';

export interface DeskEntry {
	id: string;
	slug: string;
	kind: StatementKind;
	state: StatementState;
	sample: boolean;
	titles: StatementTexts;
	zone: string;
	releasedAt: number | null;
	releaseAt: number | null;
	/** How many are public, and how many wait for the desk; null for who may not moderate. */
	signatures: { public: number; waiting: number } | null;
}

/** The statements that somebody may see before their release, newest first. Three queries. */
export async function statementsForDesk(ctx: Context, actor: Actor): Promise<DeskEntry[]> {
	const rows = await ctx.db.select().from(statement).orderBy(desc(statement.position)).limit(500);
	const members = await ctx.db
		.select({ id: statementMember.statementId, personId: statementMember.personId })
		.from(statementMember);
	const may = (action: 'statement.read' | 'statement.moderate', row: (typeof rows)[number]) => {
		const owners = members.filter(({ id }) => id === row.id).map(({ personId }) => personId);
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
		titles: row.draft,
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
	texts: StatementTexts;
}
export interface CommentEntry {
	id: string;
	revision: number;
	text: string;
	at: number;
	by: PersonNames | null;
}

/** A statement with its draft, its group and what was said about it. Seven queries. @throws Refusal `not-found`, `forbidden` */
export async function readForDesk(ctx: Context, actor: Actor, id: string) {
	const row = await openStatement(ctx, actor, id, 'statement.read');
	const members = await membersOf(ctx, id);
	const drafts = await ctx.db
		.select()
		.from(statementDraft)
		.where(eq(statementDraft.statementId, id))
		.orderBy(desc(statementDraft.revision))
		.limit(30);
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
	const subject = subjectOfStatement(row, members);
	const may = (action: Parameters<typeof can>[1]) => can(actor, action, subject, ctx.clock) === 'yes';
	return {
		row,
		may: {
			draft: may('statement.draft'),
			release: may('statement.release'),
			moderate: may('statement.moderate'),
		},
		members: members.map((personId) => ({ id: personId, names: namesOf(personId) })),
		drafts: drafts.map(
			({ revision, remark, at, personId, texts }): DraftEntry => ({
				revision,
				remark,
				at,
				texts,
				by: namesOf(personId),
			}),
		),
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
