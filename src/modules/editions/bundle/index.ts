import { z } from 'zod';
import { callSchema } from '#modules/calls/call.ts';
import { assetEntrySchema, assetSchema } from './asset.ts';
import { committeeSchema } from './committee.ts';
import { editionSchema, pastEditionSchema } from './edition.ts';
import { keyDateSchema } from './key-date.ts';
import { lettersSchema } from './letter.ts';
import { organisationSchema, seriesSchema } from './organisation.ts';
import { outcomesSchema } from './outcome.ts';
import { pageEntrySchema, pageSchema } from './page.ts';
import { partnerSchema } from './partner.ts';
import { personSchema } from './person.ts';
import { sessionSchema } from './session.ts';
import { siteSchema } from './site.ts';
import { tracksSchema } from './track.ts';

/** An edition as a whole, as the files of its folder say it. */
export const bundleSchema = z.strictObject({
	edition: editionSchema,
	series: seriesSchema,
	assets: z.array(assetSchema),
	organisations: z.array(organisationSchema),
	sites: z.array(siteSchema),
	partners: z.array(partnerSchema),
	persons: z.array(personSchema),
	committee: committeeSchema.optional(),
	tracks: tracksSchema,
	dates: z.array(keyDateSchema),
	sessions: z.array(sessionSchema),
	past: z.array(pastEditionSchema),
	letters: lettersSchema.optional(),
	outcomes: outcomesSchema.optional(),
	pages: z.array(pageSchema),
	calls: z.array(callSchema),
});
export type Bundle = z.infer<typeof bundleSchema>;

/** The parts that are one YAML file each, `<part>.yaml`, with the schema of the file. */
export const fileSchemas = {
	edition: editionSchema,
	series: seriesSchema,
	assets: z.array(assetEntrySchema),
	organisations: z.array(organisationSchema),
	sites: z.array(siteSchema),
	partners: z.array(partnerSchema),
	persons: z.array(personSchema),
	committee: committeeSchema,
	tracks: tracksSchema,
	dates: z.array(keyDateSchema),
	sessions: z.array(sessionSchema),
	past: z.array(pastEditionSchema),
	letters: lettersSchema,
	outcomes: outcomesSchema,
	pages: z.array(pageEntrySchema),
} as const;
export type FilePart = keyof typeof fileSchemas;

/** Files without which there is no edition; any other may be missing and means 'none'. */
export const requiredParts: readonly FilePart[] = ['edition', 'series', 'tracks'];

/** A JSON Schema document (draft 2020-12). */
export type JsonSchema = Record<string, unknown>;

const published = { io: 'input', unrepresentable: 'any' } as const;

/**
 * The JSON Schema of an edition bundle: the whole under `properties`, and the schema of each file under
 * `$defs/<file>`, so that an editor can point at `…#/$defs/tracks.yaml`.
 */
export function editionSchemaJson(): JsonSchema {
	const { $schema, ...whole } = z.toJSONSchema(bundleSchema, published) as JsonSchema;
	const files = Object.entries(fileSchemas).map(([part, schema]) => [`${part}.yaml`, withoutDialect(schema)]);
	return {
		$schema,
		$id: 'urn:orrery:edition-bundle:1',
		title: 'Edition bundle',
		...whole,
		$defs: Object.fromEntries([...files, ['calls/*.yaml', withoutDialect(callSchema)]]),
	};
}

function withoutDialect(schema: z.ZodType): JsonSchema {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, published) as JsonSchema;
	return rest;
}

export {
	type AssetContent,
	assetContentSchema,
	assetEndings,
	assetFileName,
	type BundleAsset,
	type BundleAssetEntry,
} from './asset.ts';
export { type AssetUse, assetsInText, assetUses, innerAssets } from './check-assets.ts';
export type { BundleCommitteeRole, BundleOffice } from './committee.ts';
export type { BundleContact, BundleEdition, BundleLegal, BundlePastEdition } from './edition.ts';
export type { BundleKeyDate, KeyDateKind } from './key-date.ts';
export type { BundleLetters, BundleLetterText } from './letter.ts';
export type { BundleOrganisation, BundleSeries } from './organisation.ts';
export {
	type BundleFigure,
	type BundleOutcome,
	type BundleOutcomes,
	type BundlePicture,
	type OutcomeKind,
	outcomeKinds,
} from './outcome.ts';
export { type BundlePage, type PageGroup, pageGroups } from './page.ts';
export { type BundlePartner, type PartnerKind, partnerKinds } from './partner.ts';
export type { BundlePerson, Position, ScriptName } from './person.ts';
export type { BundleSession, SessionKind } from './session.ts';
export type { BundleRoom, BundleSite } from './site.ts';
export type { BilingualText, ProseText, Publication } from './text.ts';
export type { BundleOutsideSubject, BundleTrack } from './track.ts';
