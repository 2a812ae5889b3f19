import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { type StatementKind, statementSlug } from '../statement.ts';
import { scopeOf, subjectOfStatement } from './load.ts';
import { statement } from './tables.ts';

export interface NewStatement {
	slug: string;
	organisation: string;
	edition: string | null;
	kind: StatementKind;
	zone: string;
	authoritative: Locale;
	sample?: boolean;
}

/**
 * Begins a statement, without a text yet. Who begins it is of its drafting group only where his office makes him so.
 * @returns its id
 * @throws Refusal `invalid` at `slug` (`not-a-slug`, `slug-reserved`, `slug-taken`); `not-found`, `forbidden`
 */
export async function createStatement(ctx: Context, actor: Actor, input: NewStatement): Promise<string> {
	const place = { organisationId: input.organisation, editionId: input.edition };
	demand(ctx, actor, 'statement.draft', subjectOfStatement(place, []));
	const slug = statementSlug.safeParse(input.slug);
	if (!slug.success) {
		const reserved = slug.error.issues.some((issue) => issue.code === 'custom');
		throw invalid([{ path: 'slug', code: reserved ? 'slug-reserved' : 'not-a-slug' }]);
	}
	return transaction(ctx, async (tx) => {
		const id = newId();
		const made = await tx.db
			.insert(statement)
			.values({
				id,
				slug: slug.data,
				...place,
				kind: input.kind,
				state: 'drafting',
				zone: input.zone,
				authoritative: input.authoritative,
				sample: input.sample ?? false,
				draft: {},
				draftRevision: 0,
				signers: ['person', 'organisation'],
				moderation: 'before',
				institutions: [],
				shownAt: 0,
				createdAt: tx.clock.edition.now(),
				personId: personOf(actor) ?? null,
			})
			.onConflictDoNothing({ target: statement.slug })
			.returning({ id: statement.id });
		if (made.length === 0) throw invalid([{ path: 'slug', code: 'slug-taken' }]);
		await record(tx, actor, { action: 'create', subject: { type: 'statement', id }, scope: scopeOf(place) });
		return id;
	});
}
