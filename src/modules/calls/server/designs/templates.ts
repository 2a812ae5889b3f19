import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bilingual } from '#core/i18n/index.ts';
import { inProject } from '#core/paths/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { readYaml } from '#core/yaml/index.ts';
import { bilingualSchema } from '../../form.ts';
import { asObject, type Definition } from '../../design.ts';

/** A kind of call that is ready to be made, but for its dates. */
export interface CallTemplate {
	id: string;
	name: Bilingual;
	/** What it is for, in a sentence. */
	about: Bilingual;
}

const folder = inProject('src/modules/calls/templates');
const headSchema = z.object({ name: bilingualSchema, about: bilingualSchema, call: z.record(z.string(), z.unknown()) });

/** The ready-made kinds of calls: one file each in `calls/templates/`, in the order of their names. */
export function callTemplates(): CallTemplate[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.yaml'))
		.sort()
		.map((file) => {
			const id = file.slice(0, -'.yaml'.length);
			const { name, about } = readTemplate(id);
			return { id, name, about };
		});
}

/** What a ready-made call says. @throws Refusal `not-found` */
export function templateCall(id: string): Definition {
	if (!callTemplates().some((template) => template.id === id)) throw notFound('no-such-template');
	return asObject(readTemplate(id).call);
}

function readTemplate(id: string) {
	return headSchema.parse(readYaml(readFileSync(join(folder, `${id}.yaml`), 'utf8')).value);
}
