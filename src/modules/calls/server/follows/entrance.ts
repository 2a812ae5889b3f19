import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type CallSettings, settingsOf } from '../../call.ts';
import { numberLabel } from '../../projection.ts';
import { demandPlace } from '../per-person.ts';
import { originOfApplication, originsOf } from './origin.ts';

/** What the page of a call says before somebody begins. */
export interface EntranceView {
	/** Why this person can't apply; null: he can, or has not signed in. */
	refusal: { code: string; params: Record<string, string | number> } | null;
	/** The earlier applications that he can begin with. */
	origins: { id: string; number: string; title: string }[];
}

/** Whether a person can begin an application to a call, and with what. Three queries, none where the call asks for nothing. */
export async function entranceFor(
	ctx: Context,
	actor: Actor,
	call: CallSettings & { id: string; editionId: string | null; organisationId: string },
): Promise<EntranceView> {
	const open: EntranceView = { refusal: null, origins: [] };
	const personId = personOf(actor);
	const { perPerson, follows, invited } = call;
	if (personId === undefined || (perPerson === undefined && follows === undefined && !invited)) return open;
	const { id: callId, editionId, organisationId } = call;
	const entrance = { callId, editionId, organisationId, settings: settingsOf(call) };
	try {
		if (perPerson !== undefined) await demandPlace(ctx, personId, callId, perPerson);
		const origin = await originOfApplication(ctx, personId, entrance);
		if (!origin) return open;
		const { open: origins } = await originsOf(ctx, personId, entrance);
		return {
			refusal: null,
			origins: origins.map(({ id, numberPrefix, number, title }) => ({
				id,
				number: numberLabel(numberPrefix, number),
				title,
			})),
		};
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
		return { refusal: { code: refusal.code, params: refusal.params }, origins: [] };
	}
}
