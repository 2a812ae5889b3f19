import { and, eq, isNull } from 'drizzle-orm';
import { type Context, remembered } from '#core/context/index.ts';
import type { Call } from '../call.ts';
import { withoutViewers } from '../visibility.ts';
import { closesWithBusiness, type WindowInstants, type WindowState, windowState } from '../window.ts';
import type { LoadedStage } from './load-stage.ts';
import { callsIn, type StoredCall, storedCalls } from './stored-call.ts';
import { call } from './tables.ts';

/** A call as anybody may see it. */
export interface PublicCall extends Omit<Call, 'window' | 'stages'> {
	id: string;
	editionId: string | null;
	organisationId: string;
	/** `business`: it closes at the close of business. */
	window: WindowInstants & { zone: string; business?: boolean };
	/** At the present edition time. */
	state: WindowState;
	stages: LoadedStage[];
}

/** The calls of an edition for its public pages, in the order in which they open. Two queries. */
export async function callsForVisitor(ctx: Context, editionId: string): Promise<PublicCall[]> {
	const now = ctx.clock.edition.now();
	return (await callsIn(ctx, editionId)).map((stored) => publicCall(stored, now));
}

/** One call by its slug, of an edition (by its id) or, standing, of an organisation. Undefined when there is none. */
export async function callForVisitor(
	ctx: Context,
	at: { editionId: string; call: string } | { organisationId: string; call: string },
): Promise<PublicCall | undefined> {
	const owner =
		'editionId' in at
			? eq(call.editionId, at.editionId)
			: and(eq(call.organisationId, at.organisationId), isNull(call.editionId));
	const key = 'editionId' in at ? `edition ${at.editionId}` : `organisation ${at.organisationId}`;
	const stored = await remembered(ctx, `call ${at.call} of ${key}`, async () => {
		const [row] = await storedCalls(ctx, and(owner, eq(call.slug, at.call)));
		return row;
	});
	return stored && publicCall(stored, ctx.clock.edition.now());
}

function publicCall(
	{ callId, editionId, organisationId, call: data, instants, stages }: StoredCall,
	now: number,
): PublicCall {
	const { window, stages: _, ...rest } = data;
	return {
		...rest,
		form: withoutViewers(rest.form),
		id: callId,
		editionId,
		organisationId,
		window: { ...instants, zone: window.zone, business: closesWithBusiness(window) },
		state: windowState(instants, now),
		stages,
	};
}
