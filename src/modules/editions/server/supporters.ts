import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { partner } from './people-tables.ts';
import { organisation } from './tables.ts';

/** A sponsor or exhibitor as an edition names it. */
export interface NamedSupporter {
	editionId: string;
	/** Of the organisation. */
	id: string;
	name: Partial<Bilingual>;
	short: string | null;
	url: string | null;
}

/**
 * The editions that this is about (one; or all that an organisation hosts), and the sponsors and exhibitors that they
 * name. One query.
 */
export async function supportersNamed(
	ctx: Context,
	of: { edition: string } | { host: string },
): Promise<{ editions: string[]; supporters: NamedSupporter[] }> {
	const editions =
		'edition' in of
			? sql`select ${of.edition}::text`
			: sql`select h.edition_id from partner h where h.kind = 'host' and h.organisation_id = ${of.host}`;
	const rows = await ctx.db
		.select({
			editionId: partner.editionId,
			kind: partner.kind,
			id: organisation.id,
			name: organisation.name,
			short: organisation.short,
			url: organisation.url,
		})
		.from(partner)
		.innerJoin(organisation, eq(organisation.id, partner.organisationId))
		.where(sql`${partner.editionId} in (${editions})`)
		.orderBy(asc(partner.editionId), asc(partner.position));
	const found = new Set(rows.map(({ editionId }) => editionId));
	if ('edition' in of) found.add(of.edition);
	return {
		editions: [...found],
		supporters: rows.flatMap(({ kind, ...row }) => (kind === 'sponsor' || kind === 'exhibitor' ? [row] : [])),
	};
}
