import { createHash } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { type Action, type Actor, demand, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { type StatementText, textFile } from '../statement.ts';
import { statement, statementMember, statementText } from './tables.ts';

export type StatementRow = typeof statement.$inferSelect;
export type TextRow = typeof statementText.$inferSelect;

/** Where a statement lies for `can`: in its organisation and edition; its drafting group owns it. Pure. */
export function subjectOfStatement(
	{ organisationId, editionId }: Pick<StatementRow, 'organisationId' | 'editionId'>,
	members: readonly string[],
): Subject {
	return {
		within: { organisation: organisationId, ...(editionId === null ? {} : { edition: editionId }) },
		owners: members,
	};
}

/**
 * A statement for whoever may do this with it. Two queries.
 * @param options.lock holds it until the end of the transaction
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openStatement(
	ctx: Context,
	actor: Actor,
	id: string,
	action: Action,
	options: { lock?: boolean } = {},
): Promise<StatementRow> {
	const query = ctx.db.select().from(statement).where(eq(statement.id, id));
	const [row] = await (options.lock ? query.for('update') : query);
	if (!row) throw notFound();
	demand(ctx, actor, action, subjectOfStatement(row, await membersOf(ctx, id)));
	return row;
}

/** Who is of the drafting group. One query. */
export async function membersOf(ctx: Context, id: string): Promise<string[]> {
	const rows = await ctx.db
		.select({ personId: statementMember.personId })
		.from(statementMember)
		.where(eq(statementMember.statementId, id))
		.orderBy(statementMember.addedAt);
	return rows.map(({ personId }) => personId);
}

/** Under which ledger scope the acts on a statement stand: those of its edition, or of whoever publishes it. Pure. */
export function scopeOf({ editionId, organisationId }: Pick<StatementRow, 'organisationId' | 'editionId'>): string {
	return editionId ?? organisationId;
}

/** The revision on which the pages of a statement depend. */
export const revisionOfStatement = (id: string) => `statement:${id}`;
/** The revision of the list of statements. */
export const listRevision = 'statements';

/** Everything public of a statement is made anew, at once. */
export async function bumpStatement(ctx: Context, id: string): Promise<void> {
	await bumpRevision(ctx, revisionOfStatement(id));
	await bumpRevision(ctx, listRevision);
}

/** SHA-256 of a text as the file that anyone can fetch. */
export function digestOfText(text: StatementText): string {
	return createHash('sha256').update(textFile(text), 'utf8').digest('hex');
}

/** The newest printing of every language of a version. One query. */
export async function textsOfVersion(ctx: Context, id: string, version: number): Promise<TextRow[]> {
	return ctx.db
		.selectDistinctOn([statementText.locale])
		.from(statementText)
		.where(and(eq(statementText.statementId, id), eq(statementText.version, version)))
		.orderBy(statementText.locale, desc(statementText.printing));
}
