import { z } from 'zod';
import { bilingual, prose, slug } from './text.ts';

/** An office of the committee. The order of the list is the order in which pages show them. */
export const officeSchema = z.strictObject({ id: slug, name: bilingual, plural: bilingual.optional() });
export type BundleOffice = z.infer<typeof officeSchema>;

/**
 * One person in one office; a person may hold several. The order of the list is the order of protocol within an office.
 * A role with a `reading` is how we read a doubtful source, not what it says: public lists leave it out until the
 * committee confirms it by removing the note.
 */
export const committeeRoleSchema = z.strictObject({ person: slug, office: slug, reading: prose.optional() });
export type BundleCommitteeRole = z.infer<typeof committeeRoleSchema>;

/** The programme committee. */
export const committeeSchema = z.strictObject({
	name: bilingual,
	offices: z.array(officeSchema).min(1),
	roles: z.array(committeeRoleSchema),
});
export type BundleCommittee = z.infer<typeof committeeSchema>;
