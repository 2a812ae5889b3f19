import { and, asc, eq, sql } from 'drizzle-orm';
import { dayOf, type Instant } from '#core/clock/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { BundleLetters, BundleLetterText, KeyDateKind, PartnerKind, Publication } from '../bundle/index.ts';
import { type Bundle, partnerKinds } from '../bundle/index.ts';
import { publicView, titleOnly } from '../public-view.ts';
import { bundleFromDatabase } from './bundle-from-database.ts';
import type { CallsDoor } from './import-bundle.ts';
import { type OrganisationView, organisationColumns } from './organisation-columns.ts';
import { letterText, page } from './page-tables.ts';
import { partner } from './people-tables.ts';
import { keyDate, programmeSession, room, site, track } from './programme-tables.ts';
import { edition, editionOrganisation, organisation, pastEdition, series } from './tables.ts';

/** A text that may exist in one language only; show it through `inLocale`. */
type Text = Partial<Bilingual>;

/** What every page of an edition needs to know of it. */
export type EditionView = Omit<typeof edition.$inferSelect, 'letterhead' | 'seriesId'> & {
	/** The organisation it belongs to: the first of its hosts, null while it has none. */
	organisationId: string | null;
	series: { id: string; slug: string; name: Text; short: string; slogan: Text | null };
};

const editionColumns = {
	id: edition.id,
	slug: edition.slug,
	year: edition.year,
	name: edition.name,
	short: edition.short,
	theme: edition.theme,
	summary: edition.summary,
	starts: edition.starts,
	ends: edition.ends,
	zone: edition.zone,
	languages: edition.languages,
	mode: edition.mode,
	state: edition.state,
	values: edition.values,
	contacts: edition.contacts,
	legal: edition.legal,
	committeeName: edition.committeeName,
	closedAt: edition.closedAt,
	organisationId: sql<string | null>`(select p.organisation_id from ${partner} p
		where p.edition_id = ${edition.id} and p.kind = 'host' order by p.position limit 1)`,
	series: { id: series.id, slug: series.slug, name: series.name, short: series.short, slogan: series.slogan },
};

function selectEditions(ctx: Context) {
	return ctx.db.select(editionColumns).from(edition).innerJoin(series, eq(series.id, edition.seriesId)).$dynamic();
}

/** The edition with this slug, whatever its state. One query. */
export async function editionBySlug(ctx: Context, slug: string): Promise<EditionView | undefined> {
	return remembered(ctx, `edition ${slug}`, async () => {
		const [found] = await selectEditions(ctx).where(eq(edition.slug, slug));
		return found;
	});
}

/** The edition with this id. One query. */
export async function editionById(ctx: Context, id: string): Promise<EditionView | undefined> {
	return remembered(ctx, `edition by id ${id}`, async () => {
		const [found] = await selectEditions(ctx).where(eq(edition.id, id));
		return found;
	});
}

/** All editions, the latest first. One query. */
export async function listEditions(ctx: Context): Promise<EditionView[]> {
	return remembered(ctx, 'editions', async () => {
		const all = await selectEditions(ctx).orderBy(asc(edition.starts), asc(edition.slug));
		return all.reverse();
	});
}

/**
 * The edition whose home stands at `/`: of the published ones the next that is not over at this edition time, or when
 * all are over the last. One query.
 */
export async function currentEdition(ctx: Context): Promise<EditionView | undefined> {
	return pickCurrent(await listEditions(ctx), ctx.clock.edition.now());
}

/** The choice of `currentEdition`; one that is closed only where there is no other. Pure. */
export function pickCurrent<
	T extends { state: Publication; starts: string; ends: string; zone: string; closedAt?: Instant | null },
>(latestFirst: readonly T[], now: Instant): T | undefined {
	const published = latestFirst.filter((one) => one.state === 'published');
	const open = published.filter((one) => (one.closedAt ?? null) === null);
	return open.findLast((one) => one.ends >= dayOf(now, one.zone)) ?? open[0] ?? published[0];
}

/**
 * The whole public side of an edition in the shape of a bundle: what a public page is made from when it is not cached.
 * Without a slug the current edition. Of an edition in preparation its title only. A fixed number of queries; undefined
 * when there is no such edition.
 */
export async function publicEdition(
	ctx: Context,
	slug: string | undefined,
	calls: Pick<CallsDoor, 'read'>,
): Promise<PublicEdition | undefined> {
	const wanted = slug ?? (await currentEdition(ctx))?.slug;
	const found =
		wanted === undefined
			? undefined
			: await remembered(ctx, `public edition ${wanted}`, () => bundleFromDatabase(ctx, wanted, calls));
	if (!found) return undefined;
	const { editionId, bundle, closedAt } = found;
	const prepared = bundle.edition.state === 'in-preparation';
	return {
		editionId,
		closedAt,
		bundle: prepared ? titleOnly(bundle) : publicView(bundle, { closed: closedAt !== null }),
	};
}

/** An edition as the public sees it. */
export interface PublicEdition {
	editionId: string;
	bundle: Bundle;
	/** Since when it is closed; null while it is alive. */
	closedAt: Instant | null;
}

/** The years before, of which nothing but the year is held, the latest first; without those that are editions by now. */
export async function pastEditions(
	ctx: Context,
): Promise<{ slug: string; year: number; name: Text; short: string; state: Publication }[]> {
	const rows = await ctx.db
		.selectDistinctOn([pastEdition.code], {
			slug: pastEdition.code,
			year: pastEdition.year,
			name: pastEdition.name,
			short: pastEdition.short,
			state: pastEdition.state,
			known: edition.id,
		})
		.from(pastEdition)
		.leftJoin(edition, eq(edition.slug, pastEdition.code))
		.orderBy(asc(pastEdition.code));
	return rows
		.filter((row) => row.known === null)
		.map(({ known: _, ...row }) => row)
		.sort((a, b) => b.year - a.year);
}

/** Tracks in their order, then the subjects outside them. One query. */
export async function tracksOf(ctx: Context, editionId: string) {
	return ctx.db
		.select({
			id: track.id,
			code: track.code,
			outside: track.outside,
			name: track.name,
			short: track.short,
			description: track.description,
			subjects: track.subjects,
			draft: track.draft,
		})
		.from(track)
		.where(eq(track.editionId, editionId))
		.orderBy(asc(track.outside), asc(track.position));
}
export type TrackView = Awaited<ReturnType<typeof tracksOf>>[number];

/** A date with its instants (epoch milliseconds) and, where only days are meant, the days as written. */
export interface DateView {
	code: string;
	label: Text;
	kind: KeyDateKind;
	/** A moment; the start of the day; with `latest` the end of the day. A deadline's moment is the first that is too late. */
	at: Instant;
	/** End of the last day, for what lasts for days. */
	endsAt: Instant | null;
	/** Days as written, when no moment is meant. */
	on: string | null;
	until: string | null;
	/** On or before. */
	latest: boolean;
	call: string | null;
	note: Text | null;
}

/** The dates in order of time. One query. */
export async function datesOf(ctx: Context, editionId: string): Promise<DateView[]> {
	return ctx.db
		.select({
			code: keyDate.code,
			label: keyDate.label,
			kind: keyDate.kind,
			at: keyDate.at,
			endsAt: keyDate.endsAt,
			on: keyDate.localOn,
			until: keyDate.localUntil,
			latest: keyDate.latest,
			call: keyDate.callSlug,
			note: keyDate.note,
		})
		.from(keyDate)
		.where(eq(keyDate.editionId, editionId))
		.orderBy(asc(keyDate.at), asc(keyDate.position));
}

/** The next instant after now at which a date begins or ends, for `max-age`; undefined when none is left. Pure. */
export function nextBoundary(dates: readonly Pick<DateView, 'at' | 'endsAt'>[], now: Instant): Instant | undefined {
	const later = dates.flatMap(({ at, endsAt }) => [at, ...(endsAt === null ? [] : [endsAt])]).filter((at) => at > now);
	return later.length > 0 ? Math.min(...later) : undefined;
}

/** Partners by kind, the kinds and the partners in order of protocol. One query. */
export async function partnersOf(
	ctx: Context,
	editionId: string,
): Promise<{ kind: PartnerKind; organisations: OrganisationView[] }[]> {
	const rows = await ctx.db
		.select({ kind: partner.kind, organisation: organisationColumns })
		.from(partner)
		.innerJoin(organisation, eq(organisation.id, partner.organisationId))
		.where(eq(partner.editionId, editionId))
		.orderBy(asc(partner.position));
	return partnerKinds
		.map((kind) => ({ kind, organisations: rows.filter((row) => row.kind === kind).map((row) => row.organisation) }))
		.filter(({ organisations }) => organisations.length > 0);
}

/** Places and their rooms. Two queries. */
export async function sitesOf(ctx: Context, editionId: string) {
	const sites = await ctx.db.select().from(site).where(eq(site.editionId, editionId)).orderBy(asc(site.position));
	const rooms = await ctx.db.select().from(room).where(eq(room.editionId, editionId)).orderBy(asc(room.position));
	return sites.map((one) => ({ ...one, rooms: rooms.filter((inside) => inside.siteCode === one.code) }));
}

/** The programme's skeleton in its order. One query. */
export async function sessionsOf(ctx: Context, editionId: string) {
	return ctx.db
		.select()
		.from(programmeSession)
		.where(eq(programmeSession.editionId, editionId))
		.orderBy(asc(programmeSession.position));
}

/** The pages for menus, without their texts. One query. */
export async function pagesOf(ctx: Context, editionId: string) {
	return ctx.db
		.select({ code: page.code, title: page.title, summary: page.summary, state: page.state, menu: page.menu })
		.from(page)
		.where(eq(page.editionId, editionId))
		.orderBy(asc(page.position));
}

/** One page with its text (Markdown). The text of a page in preparation stays inside. One query. */
export async function pageOf(ctx: Context, editionId: string, code: string) {
	const [found] = await ctx.db
		.select({ code: page.code, title: page.title, summary: page.summary, state: page.state, body: page.body })
		.from(page)
		.where(and(eq(page.editionId, editionId), eq(page.code, code)));
	return found && found.state === 'in-preparation' ? { ...found, body: {} } : found;
}

/** Letterhead with the organisations it names, signatories and texts. Three queries. */
export async function lettersOf(
	ctx: Context,
	editionId: string,
): Promise<
	{ letterhead: Omit<BundleLetters, 'texts'>; organisations: OrganisationView[]; texts: BundleLetterText[] } | undefined
> {
	const [row] = await ctx.db.select({ letterhead: edition.letterhead }).from(edition).where(eq(edition.id, editionId));
	if (!row?.letterhead) return undefined;
	const { letterhead } = row;
	const named = await ctx.db
		.select(organisationColumns)
		.from(editionOrganisation)
		.innerJoin(organisation, eq(organisation.id, editionOrganisation.organisationId))
		.where(eq(editionOrganisation.editionId, editionId));
	const texts = await ctx.db
		.select({ id: letterText.code, subject: letterText.subject, body: letterText.body })
		.from(letterText)
		.where(eq(letterText.editionId, editionId))
		.orderBy(asc(letterText.position));
	return {
		letterhead,
		organisations: letterhead.letterhead.organisations.flatMap((slug) => named.find((one) => one.slug === slug) ?? []),
		texts: texts as BundleLetterText[],
	};
}
