import { and, asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { deskConditions } from '../lists/filters.ts';
import type { ListScope } from '../lists/scope.ts';
import { application, determination } from '../tables.ts';
import { applicationThread } from '../thread-tables.ts';

/** An application as a bulk act looks at it. */
export interface BulkRow {
	id: string;
	callId: string;
	personId: string;
	track: string | null;
	state: (typeof application.$inferSelect)['state'];
	version: number;
	determinationId: string | null;
	stageId: string | null;
	cohort: string | null;
	holder: string | null;
	/** How it is now, in short: compared with how it was when it was looked at. */
	seen: string;
}

/** Those of the desk that fit and that this person sees, by number. One query. */
export async function bulkRows(
	ctx: Context,
	scope: ListScope,
	where: SQL | undefined,
	options: { limit: number; lock?: boolean },
): Promise<BulkRow[]> {
	const query = ctx.db
		.select({
			id: application.id,
			callId: application.callId,
			personId: application.personId,
			track: application.track,
			state: application.state,
			version: application.version,
			determinationId: application.determinationId,
			stageId: application.stageId,
			cohort: application.cohort,
			holder: applicationThread.holderPersonId,
		})
		.from(application)
		.leftJoin(determination, eq(determination.id, application.determinationId))
		.leftJoin(applicationThread, eq(applicationThread.applicationId, application.id))
		.where(and(deskConditions(scope.sights, {}), where))
		// Locks are taken in the order of ids everywhere, so that two who take some of the same wait for each other.
		.orderBy(options.lock ? asc(application.id) : asc(application.number))
		.limit(options.limit);
	const rows = await (options.lock ? query.for('update', { of: application }) : query);
	return rows.map((row) => ({ ...row, seen: fingerprint(row) }));
}

/** Only these. */
export function withIds(ids: readonly string[]): SQL {
	return inArray(application.id, ids.length > 0 ? [...ids] : ['']);
}

function fingerprint(row: Omit<BulkRow, 'seen' | 'id' | 'personId'>): string {
	const { state, version, determinationId, stageId, track, cohort, holder } = row;
	return [state, version, determinationId, stageId, track, cohort, holder].map((part) => part ?? '').join(' ');
}
