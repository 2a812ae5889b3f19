import { strToU8, zipSync } from 'fflate';
import { escapeXml as x } from '#core/text/xml.ts';
import type { Template } from './content.ts';
import { documentBody } from './docx-body.ts';
import { twips, wordNamespaces, wordNumbering, wordStyles } from './docx-styles.ts';
import { paperFormat as format, type TemplateFacts } from './format.ts';
import { templateMessages } from './messages.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The parts that the document refers to, by their name in `word/`. */
const parts = ['styles', 'numbering', 'settings', 'header', 'footer'] as const;

/**
 * The template for Word (ECMA-376): written by us, for it needs ten short parts and a library would weigh a megabyte. The
 * same content gives the same bytes. Pure.
 */
export function wordTemplate(template: Template, facts: TemplateFacts): Uint8Array {
	const t = templateMessages[facts.locale];
	const page = (name: string, style: string, content: string) =>
		`${declaration}<w:${name} ${wordNamespaces}><w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p></w:${name}>`;
	const margin = twips(format.margin);
	const section = `<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="${twips(format.width)}" w:h="${twips(format.height)}"/><w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin}" w:left="${margin}" w:header="${twips(12)}" w:footer="${twips(12)}" w:gutter="0"/></w:sectPr>`;
	const files: Record<string, string> = {
		'[Content_Types].xml': contentTypes(),
		'_rels/.rels': relationships([
			['document', `${relations}/officeDocument`, 'word/document.xml'],
			[
				'core',
				'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
				'docProps/core.xml',
			],
		]),
		'docProps/core.xml': coreProperties(template, facts),
		'word/_rels/document.xml.rels': relationships(parts.map((part) => [part, `${relations}/${part}`, `${part}.xml`])),
		'word/document.xml': `${declaration}<w:document ${wordNamespaces}><w:body>${documentBody(template, t)}${section}</w:body></w:document>`,
		'word/styles.xml': wordStyles(facts.locale),
		'word/numbering.xml': wordNumbering(),
		'word/settings.xml': `${declaration}<w:settings ${wordNamespaces}><w:defaultTabStop w:val="454"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/></w:settings>`,
		'word/header.xml': page('hdr', 'Header', `<w:r><w:t xml:space="preserve">${x(template.head)}</w:t></w:r>`),
		'word/footer.xml': page('ftr', 'Footer', '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'),
	};
	const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
	// One fixed day for all entries: a ZIP cannot say 'none', and the day of making must not change the bytes.
	return zipSync(Object.fromEntries(entries), { level: 9, mtime: '2000-01-01T00:00:00' });
}

function contentTypes(): string {
	const override = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`;
	return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('word/document.xml', `${word}.document.main+xml`)}${parts.map((part) => override(`word/${part}.xml`, `${word}.${part}+xml`)).join('')}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`;
}

function relationships(all: readonly (readonly [id: string, type: string, target: string])[]): string {
	const one = ([id, type, target]: readonly [string, string, string]) =>
		`<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
	return `${declaration}<Relationships xmlns="${packageRelations}">${all.map(one).join('')}</Relationships>`;
}

function coreProperties(template: Template, facts: TemplateFacts): string {
	const [head] = template.blocks;
	const title = head?.kind === 'title' ? head.text : '';
	const at = `${facts.asOf}T00:00:00Z`;
	return `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${x(title)}</dc:title><dc:creator>${x(facts.short)}</dc:creator><dc:description>${x(template.about.join(' '))}</dc:description><dc:language>${facts.locale === 'zh' ? 'zh-CN' : 'en-GB'}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;
}
