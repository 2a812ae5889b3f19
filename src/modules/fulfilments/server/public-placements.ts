import { asc, eq } from 'drizzle-orm';
import { type Context, remembered } from '#core/context/index.ts';
import { type Placement, placementFile } from '../placement.ts';
import { fulfilment, placement } from './tables.ts';

/** The approved pictures of an edition, those to come and those that are over too. One query, or from memory. */
async function allPlacements(ctx: Context, deskId: string): Promise<(Placement & { bytes: number })[]> {
	return remembered(ctx, `placements of ${deskId}`, () =>
		ctx.db
			.select({
				id: placement.fulfilmentId,
				among: placement.among,
				name: placement.name,
				url: placement.url,
				digest: placement.digest,
				mediaType: placement.mediaType,
				bytes: placement.bytes,
				width: placement.width,
				height: placement.height,
				startsAt: placement.startsAt,
				endsAt: placement.endsAt,
			})
			.from(placement)
			.innerJoin(fulfilment, eq(fulfilment.id, placement.fulfilmentId))
			.where(eq(placement.deskId, deskId))
			.orderBy(asc(fulfilment.dueAt), asc(placement.approvedAt), asc(placement.fulfilmentId)),
	);
}

/** The pictures that are on the public site at this edition time, and when that changes next. */
export async function placementsNow(
	ctx: Context,
	deskId: string,
): Promise<{ placements: Placement[]; all: Placement[] }> {
	const all = await allPlacements(ctx, deskId);
	const now = ctx.clock.edition.now();
	return { placements: all.filter((one) => isShown(one, now)), all };
}

/** The file of a picture that is shown now; undefined for one that is not approved, not yet or no longer shown. */
export async function placedFile(
	ctx: Context,
	input: { deskId: string; id: string; file: string },
): Promise<{ digest: string; mediaType: string; bytes: number; name: string; endsAt: number | null } | undefined> {
	const found = (await allPlacements(ctx, input.deskId)).find(({ id }) => id === input.id);
	if (!found || !isShown(found, ctx.clock.edition.now()) || placementFile(found) !== input.file) return undefined;
	const { digest, mediaType, bytes, endsAt } = found;
	return { digest, mediaType, bytes, endsAt, name: input.file };
}

function isShown({ startsAt, endsAt }: Placement, now: number): boolean {
	return startsAt <= now && (endsAt === null || now < endsAt);
}
