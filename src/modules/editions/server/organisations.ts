import { and, desc, eq, inArray } from 'drizzle-orm';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { assetEndings } from '../bundle/index.ts';
import { asset } from './asset-tables.ts';
import { edition, editionOrganisation, organisation } from './tables.ts';

/** An organisation that has something of its own beside the editions it holds. */
export interface OrganisationName {
	id: string;
	slug: string;
	name: Partial<Bilingual>;
	short: string | null;
	url: string | null;
}

const columns = {
	id: organisation.id,
	slug: organisation.slug,
	name: organisation.name,
	short: organisation.short,
	url: organisation.url,
};

/** The organisation with this slug. One query. */
export async function organisationBySlug(ctx: Context, slug: string): Promise<OrganisationName | undefined> {
	const [found] = await ctx.db.select(columns).from(organisation).where(eq(organisation.slug, slug));
	return found;
}

/** Organisations by their ids. One query. */
export async function organisationsById(ctx: Context, ids: readonly string[]): Promise<Map<string, OrganisationName>> {
	const wanted = [...new Set(ids)].sort();
	if (wanted.length === 0) return new Map();
	const rows = await remembered(ctx, `organisations ${wanted.join(' ')}`, () =>
		ctx.db.select(columns).from(organisation).where(inArray(organisation.id, wanted)),
	);
	return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The logo of an organisation under the name that a letter carries it by (see `letterImages`): from the newest edition that
 * names the organisation and has the picture; undefined where none has. One query.
 */
export async function letterLogoOf(ctx: Context, organisationId: string): Promise<string | undefined> {
	const [row] = await ctx.db
		.select({ content: asset.content })
		.from(organisation)
		.innerJoin(editionOrganisation, eq(editionOrganisation.organisationId, organisation.id))
		.innerJoin(edition, eq(edition.id, editionOrganisation.editionId))
		.innerJoin(asset, and(eq(asset.editionId, edition.id), eq(asset.code, organisation.logo), eq(asset.kind, 'image')))
		.where(eq(organisation.id, organisationId))
		.orderBy(desc(edition.year))
		.limit(1);
	return row && `asset-${row.content.digest}.${assetEndings[row.content.mediaType]?.[0] ?? 'png'}`;
}
