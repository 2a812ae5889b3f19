import { and, asc, eq, isNull, type SQL } from 'drizzle-orm';
import type { Subject } from '#core/access/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { call, callWindow } from './tables.ts';

/**
 * What a desk belongs to: an edition, or a standing call. Its id is the scope of its ledger, outbox and letters. An
 * edition as `EditionView` is one as it stands.
 */
export interface DeskPlace {
	id: string;
	/** Last part of `/desk/{slug}`: editions and standing calls share one namespace. */
	slug: string;
	/** What it is called in a few words. */
	short: string;
	zone: string;
	/** The organisation whose organisers may do everything here; null where there is none. */
	organisationId: string | null;
	/** A call of an organisation alone, of no edition. */
	standing?: true;
}

/** A standing call as the one thing of its desk. */
export interface StandingPlace extends Omit<DeskPlace, 'short' | 'organisationId'> {
	title: Partial<Bilingual>;
	organisationId: string;
	standing: true;
}

const columns = {
	id: call.id,
	slug: call.slug,
	title: call.title,
	organisationId: call.organisationId,
	zone: callWindow.zone,
};

async function standing(ctx: Context, where?: SQL): Promise<StandingPlace[]> {
	const rows = await ctx.db
		.select(columns)
		.from(call)
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(and(isNull(call.editionId), where))
		.orderBy(asc(callWindow.opensAt), asc(call.slug));
	return rows.map((row) => ({ ...row, standing: true as const }));
}

/** The standing call with this slug, listed or not. One query. */
export async function standingBySlug(ctx: Context, slug: string): Promise<StandingPlace | undefined> {
	return remembered(ctx, `standing call ${slug}`, async () => (await standing(ctx, eq(call.slug, slug)))[0]);
}

/** The standing call with this id. One query. */
export async function standingById(ctx: Context, id: string): Promise<StandingPlace | undefined> {
	return remembered(ctx, `standing call by id ${id}`, async () => (await standing(ctx, eq(call.id, id)))[0]);
}

/** All standing calls, in the order in which they open. One query. */
export async function standingPlaces(ctx: Context): Promise<StandingPlace[]> {
	return remembered(ctx, 'standing calls', () => standing(ctx));
}

/** A desk as the subject of what concerns all of it: a standing call lies in itself and in its organisation, in no edition. Pure. */
export function subjectOfDesk({ id, organisationId, standing }: Pick<DeskPlace, 'id' | 'organisationId' | 'standing'>) {
	const within: Subject['within'] = {
		[standing ? 'call' : 'edition']: id,
		...(organisationId === null ? {} : { organisation: organisationId }),
	};
	return { within } satisfies Subject;
}
