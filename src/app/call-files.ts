import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import {
	callsOfEdition,
	readOwnedCall,
	saveCallFromBundle,
	standingCall,
	writeOwnedCall,
} from '#modules/calls/server/index.ts';
import { trackOptions, withoutTrackOptions } from '#modules/editions/call-tracks.ts';
import {
	bundleFromDatabase,
	editionBySlug,
	type EditionView,
	organisationBySlug,
	organisationsById,
} from '#modules/editions/server/index.ts';
import { callsDoor } from './calls-door.ts';

/** Whose a call becomes: of an edition, or standing, of an organisation; each by its slug. */
export type CallOwner = { edition: string } | { organisation: string };

export interface ImportedCall {
	call: string;
	slug: string;
	changed: boolean;
}

/**
 * Makes a call what its file says. Without an owner the file must name the organisation (`owner`) whose standing call it is.
 * @param file its name, which is the call's slug where the file does not say another
 * @throws Refusal `invalid` with every problem (`params.line`, `params.column`), `owner-missing`; `not-found` (`no-edition`,
 *   `no-organisation`); and what `saveCallFromBundle` refuses
 */
export async function importCallFile(
	ctx: Context,
	actor: Actor,
	{ text, file, owner }: { text: string; file: string; owner?: CallOwner | undefined },
): Promise<ImportedCall> {
	const read = readOwnedCall(text, file);
	const { slug } = read.call;
	if (owner && 'edition' in owner) {
		const { edition, tracks } = await editionWithTracks(ctx, owner.edition);
		if (edition.organisationId === null) throw notFound('no-organisation');
		const place = { edition: edition.id, organisation: edition.organisationId };
		return { slug, ...(await saveCallFromBundle(ctx, actor, { ...place, call: read.call, ...trackOptions(tracks) })) };
	}
	const name = owner?.organisation ?? read.owner;
	if (name === undefined) throw invalid([{ path: 'owner', code: 'owner-missing' }]);
	const organisation = await organisationBySlug(ctx, name);
	if (!organisation) throw notFound('no-organisation');
	const place = { edition: null, organisation: organisation.id, tracks: [], outside: [] };
	return { slug, ...(await saveCallFromBundle(ctx, actor, { ...place, call: read.call })) };
}

/**
 * A call as a file that `importCallFile` reads: of an edition, or a standing one, which then names its owner.
 * @throws Refusal `not-found` (`no-edition`, `no-such-call`)
 */
export async function exportCallFile(
	ctx: Context,
	at: { slug: string; edition?: string | undefined },
): Promise<string> {
	if (at.edition !== undefined) {
		const { edition, tracks } = await editionWithTracks(ctx, at.edition);
		const found = (await callsOfEdition(ctx, edition.id)).find(({ slug }) => slug === at.slug);
		if (!found) throw notFound('no-such-call');
		return writeOwnedCall({ call: withoutTrackOptions(found, tracks) });
	}
	const found = await standingCall(ctx, at.slug);
	if (!found) throw notFound('no-such-call');
	const owner = (await organisationsById(ctx, [found.organisationId])).get(found.organisationId)?.slug;
	return writeOwnedCall({ owner, call: found.call });
}

/** Imports every standing call of a folder, by name; none when the folder is not there. */
export async function importCallFolder(ctx: Context, actor: Actor, folder: string): Promise<ImportedCall[]> {
	const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return [];
		throw error;
	});
	const imported: ImportedCall[] = [];
	for (const file of files.filter((name) => name.endsWith('.yaml')).sort()) {
		imported.push(await importCallFile(ctx, actor, { text: await readFile(join(folder, file), 'utf8'), file }));
	}
	return imported;
}

async function editionWithTracks(ctx: Context, slug: string) {
	const edition: EditionView | undefined = await editionBySlug(ctx, slug);
	const whole = edition && (await bundleFromDatabase(ctx, slug, callsDoor));
	if (!edition || !whole) throw notFound('no-edition');
	return { edition, tracks: whole.bundle.tracks };
}
