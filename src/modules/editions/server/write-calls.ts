import { and, eq } from 'drizzle-orm';
import { type Actor, system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { Call } from '#modules/calls/call.ts';
import type { Bundle } from '../bundle/index.ts';
import { trackOptions } from '../call-tracks.ts';
import { fieldChanges, type RecordChange } from '../merge.ts';
import { type Records, splitKey } from '../records.ts';
import type { CallsDoor } from './import-bundle.ts';
import { partner } from './people-tables.ts';

export interface CallWrites {
	calls: CallsDoor;
	/** Consequences of moved windows that are accepted; none unless named. */
	accept?: readonly string[] | 'all';
}

const windowEnds = new Set(['window.opens', 'window.closes']);

/**
 * Brings the calls of an edition to what its records say: a moved window is moved, anything else is saved as a whole, and
 * where tracks have changed their names go into the forms that nobody has answered.
 * @param bundle the edition afterwards, as its schemas read it
 * @throws Refusal `call-removed`, and what `calls` refuses
 */
export async function writeCalls(
	ctx: Context,
	actor: Actor,
	editionId: string,
	{ before, bundle, changes }: { before: Records; bundle: Bundle; changes: readonly RecordChange[] },
	{ calls, accept = [] }: CallWrites,
): Promise<void> {
	const changed = new Map(changes.map((change) => [change.key, change]));
	const tracksChanged = changes.some(({ key }) => ['track', 'outside'].includes(splitKey(key).kind));
	for (const { key, value } of changes) {
		// A call may hold applications: it is closed in the desk, not removed by a file that is missing.
		const { kind, code } = splitKey(key);
		if (kind === 'call' && !value) throw new Refusal('conflict', 'call-removed', { params: { call: code } });
	}
	for (const call of bundle.calls) {
		const key = `call/${call.slug}`;
		const own = changed.get(key);
		if (!own && !tracksChanged) continue;
		if (own && isMove(own, before)) {
			await calls.moveWindow(ctx, actor, { edition: editionId, call: call.slug, ...ends(call, own), accept });
			if (!tracksChanged) continue;
		}
		const moved = own === undefined || isMove(own, before);
		const organisation = await organiserOf(ctx, editionId);
		const input = { edition: editionId, organisation, call, ...trackOptions(bundle.tracks) };
		try {
			await calls.save(ctx, moved ? system('track-names') : actor, input);
		} catch (error) {
			// Only the names of tracks changed: a call that people have answered keeps those they have read.
			if (!moved || !(error instanceof Refusal && error.code === 'call-open')) throw error;
		}
	}
}

/** Whether nothing of the call changes but when it opens and closes. */
function isMove({ key, value }: RecordChange, before: Records): boolean {
	const was = before[key];
	return Boolean(was && value) && fieldChanges(was ?? null, value ?? null).every(({ path }) => windowEnds.has(path));
}

function ends({ window }: Call, { fields }: RecordChange): { opens?: string; closes?: string } {
	const moved = (end: string) => fields.some(({ path }) => path === `window.${end}`);
	return {
		...(moved('opens') ? { opens: window.opens } : {}),
		...(moved('closes') ? { closes: window.closes } : {}),
	};
}

/** The organisation that the calls of an edition belong to: the first of its hosts. The check of bundles asks for one. */
async function organiserOf(ctx: Context, editionId: string): Promise<string> {
	const [host] = await ctx.db
		.select({ id: partner.organisationId })
		.from(partner)
		.where(and(eq(partner.editionId, editionId), eq(partner.kind, 'host')))
		.orderBy(partner.position)
		.limit(1);
	if (!host) throw new Error(`edition ${editionId} has calls but no host`);
	return host.id;
}
