import { templateOf } from './manuscripts/content.ts';
import { wordTemplate } from './manuscripts/docx.ts';
import {
	paperKinds,
	type PaperKind,
	type TemplateEnding,
	templateEndings,
	type TemplateFacts,
} from './manuscripts/format.ts';
import { latexTemplate } from './manuscripts/tex.ts';
import { typstTemplate } from './manuscripts/typ.ts';

export { paperKinds, templateEndings, type PaperKind, type TemplateEnding, type TemplateFacts };

const mediaTypes: Record<TemplateEnding, string> = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	tex: 'application/x-tex; charset=utf-8',
	typ: 'text/plain; charset=utf-8',
};

/** The kind and the ending in the name of a template's file (`manuscript.docx`); undefined for any other name. */
export function readTemplateName(name: string): { kind: PaperKind; ending: TemplateEnding } | undefined {
	const kind = paperKinds.find((one) => name.startsWith(`${one}.`));
	const ending = templateEndings.find((one) => kind && name === `${kind}.${one}`);
	return kind && ending ? { kind, ending } : undefined;
}

/** A template for papers of an edition, in the language of the paper. Pure: the same facts give the same bytes. */
export function manuscriptTemplate(ending: TemplateEnding, facts: TemplateFacts): { type: string; bytes: Uint8Array } {
	const template = templateOf(facts);
	const write = { docx: wordTemplate, tex: latexTemplate, typ: typstTemplate }[ending];
	const written = write(template, facts);
	const bytes = typeof written === 'string' ? new TextEncoder().encode(written) : written;
	return { type: mediaTypes[ending], bytes };
}
