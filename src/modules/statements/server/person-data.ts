import { and, asc, eq, exists, inArray, not, sql } from 'drizzle-orm';
import { alias, type AnyPgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { PersonData } from '#core/person-data/index.ts';
import { forgetRequestLetters } from './letters.ts';
import { isOf, removeSignatures } from './own-signature.ts';
import { eraseSecondContact, exportSecondContact } from './second-contact.ts';
import { eraseShownOrcid, exportShownOrcid } from './shown-orcid.ts';
import { signature, signatureRequest, statementSnapshot } from './signature-tables.ts';
import {
	statement,
	statementComment,
	statementDraft,
	statementErratum,
	statementMember,
	statementVersion,
} from './tables.ts';
import { provedKeysOf } from './whose.ts';

/** Tables that say who of the desk or the group did something: what was done stays, without who. */
const acted = [statement, statementVersion, statementErratum, statementDraft, statementComment, statementSnapshot];

/** Requests of a person: with a mailbox that is proved to be his. */
async function isRequestOf(ctx: Context, personId: string) {
	return inArray(signatureRequest.emailKey, await provedKeysOf(ctx, personId));
}

/** Signatures and requests that name a person of whom it is not known that the mailbox was his name nobody any more. */
async function forgetTypists(ctx: Context, persons: readonly string[]): Promise<void> {
	const { personId } = signature;
	await ctx.db
		.update(signature)
		.set({ personId: null })
		.where(and(inArray(personId, [...persons]), not(signature.personProved)));
	for (const person of persons) {
		const theirs = and(eq(signatureRequest.personId, person), not(await isRequestOf(ctx, person)));
		await ctx.db.update(signatureRequest).set({ personId: null }).where(theirs);
	}
}

const idOf = (personId: AnyPgColumn, person: string) => eq(personId, person);

/** What somebody signed (also with a mailbox of his before he had an account), and what he wrote at statements. */
export const statementPersonData: PersonData = {
	name: 'statements',
	columns: [
		'signature.person_id',
		'signature_request.person_id',
		'statement.person_id',
		'statement_comment.person_id',
		'statement_draft.person_id',
		'statement_erratum.person_id',
		'statement_member.person_id',
		'statement_snapshot.person_id',
		'statement_version.person_id',
	],

	async export(ctx, personId) {
		const signed = await ctx.db
			.select()
			.from(signature)
			.where(await isOf(ctx, personId))
			.orderBy(asc(signature.position));
		const requests = await ctx.db
			.select({
				statement: signatureRequest.statementId,
				content: signatureRequest.content,
				email: signatureRequest.email,
				at: signatureRequest.at,
			})
			.from(signatureRequest)
			.where(await isRequestOf(ctx, personId));
		const groups = await ctx.db
			.select({ statement: statementMember.statementId, at: statementMember.addedAt })
			.from(statementMember)
			.where(eq(statementMember.personId, personId));
		const { statementId, revision, remark, at } = statementDraft;
		const drafts = await ctx.db
			.select({ statement: statementId, revision, remark, at })
			.from(statementDraft)
			.where(eq(statementDraft.personId, personId));
		const comments = await ctx.db
			.select({ statement: statementComment.statementId, text: statementComment.text, at: statementComment.at })
			.from(statementComment)
			.where(eq(statementComment.personId, personId))
			.orderBy(asc(statementComment.position));
		return {
			signatures: signed.map(({ emailKey: _, nameKey: __, searchText: ___, personId: ____, flags, ...one }) => ({
				...one,
				flags: flags.map(({ code }) => code),
			})),
			unconfirmed: requests,
			secondContact: await exportSecondContact(ctx, personId),
			shownOrcid: await exportShownOrcid(ctx, personId),
			groups,
			drafts,
			comments,
			begun: await idsWhere(ctx, statement, statement.id, statement.personId, personId),
			released: await idsWhere(
				ctx,
				statementVersion,
				statementVersion.statementId,
				statementVersion.personId,
				personId,
			),
			corrected: await idsWhere(ctx, statementErratum, statementErratum.id, statementErratum.personId, personId),
			snapshots: await idsWhere(ctx, statementSnapshot, statementSnapshot.id, statementSnapshot.personId, personId),
		};
	},

	async merge(ctx, from, into) {
		// Both may have signed the same statement, with an account or with a mailbox of theirs: one person signs once, and what
		// he did first stays.
		const other = alias(signature, 'other');
		const both = [from, into];
		const double = await ctx.db
			.select({ id: signature.id })
			.from(signature)
			.where(
				and(
					await isOf(ctx, both),
					exists(
						ctx.db
							.select({ one: sql`1` })
							.from(other)
							.where(
								and(
									eq(other.statementId, signature.statementId),
									await isOf(ctx, both, other as unknown as typeof signature),
									sql`${other.position} < ${signature.position}`,
									eq(other.as, signature.as),
								),
							),
					),
				),
			);
		await removeSignatures(
			ctx,
			double.map(({ id }) => id),
			system('merge'),
		);
		await forgetTypists(ctx, both);
		await ctx.db.update(signature).set({ personId: into }).where(eq(signature.personId, from));
		await ctx.db.update(signatureRequest).set({ personId: into }).where(eq(signatureRequest.personId, from));
		await ctx.db
			.insert(statementMember)
			.select(
				ctx.db
					.select({
						statementId: statementMember.statementId,
						personId: sql<string>`${into}`.as('person_id'),
						addedAt: statementMember.addedAt,
					})
					.from(statementMember)
					.where(eq(statementMember.personId, from)),
			)
			.onConflictDoNothing();
		await ctx.db.delete(statementMember).where(eq(statementMember.personId, from));
		for (const table of acted) await setPerson(ctx, table, from, into);
	},

	async erase(ctx, personId) {
		const own = await ctx.db
			.select({ id: signature.id })
			.from(signature)
			.where(await isOf(ctx, personId));
		await removeSignatures(
			ctx,
			own.map(({ id }) => id),
			system('erase'),
		);
		const asked = await ctx.db
			.delete(signatureRequest)
			.where(await isRequestOf(ctx, personId))
			.returning({ digest: signatureRequest.secretDigest });
		await forgetRequestLetters(
			ctx,
			asked.map(({ digest }) => digest),
		);
		await forgetTypists(ctx, [personId]);
		await eraseSecondContact(ctx, personId);
		await eraseShownOrcid(ctx, personId);
		await ctx.db.delete(statementMember).where(eq(statementMember.personId, personId));
		await ctx.db.delete(statementComment).where(eq(statementComment.personId, personId));
		for (const table of acted) await setPerson(ctx, table, personId, null);
	},
};

async function setPerson(ctx: Context, table: (typeof acted)[number], from: string, to: string | null): Promise<void> {
	await ctx.db
		.update(table as typeof statementDraft)
		.set({ personId: to })
		.where(idOf(table.personId, from));
}

/** What of a table somebody did, by its ids. */
async function idsWhere(ctx: Context, table: PgTable, id: AnyPgColumn, column: AnyPgColumn, personId: string) {
	const rows = await ctx.db.select({ id }).from(table).where(idOf(column, personId));
	return rows.map((row) => String(row.id));
}
