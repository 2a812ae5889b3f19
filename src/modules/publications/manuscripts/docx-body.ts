import { escapeXml as x } from '#core/text/xml.ts';
import type { Block, Template } from './content.ts';

type Words = { figureName: string; tableName: string };

const run = (text: string, properties = '') =>
	`<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}<w:t xml:space="preserve">${x(text)}</w:t></w:r>`;
const paragraph = (style: string, content: string, more = '') =>
	`<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${content}</w:p>`;
const bold = '<w:b/>';

/** A field that counts: Word numbers captions by it. */
const sequence = (name: string) =>
	`<w:fldSimple w:instr=" SEQ ${name} \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
const caption = (name: string, kind: string, text: string) =>
	paragraph('Caption', `${run(`${name} `)}${sequence(kind)}${run(`. ${text}`)}`);

/** The body of `word/document.xml`, without the section's properties. Pure. */
export function documentBody(template: Template, t: Words): string {
	return template.blocks.map((block) => write(block, t)).join('');
}

function write(block: Block, t: Words): string {
	switch (block.kind) {
		case 'title':
			return paragraph('Title', run(block.text));
		case 'authors':
			return paragraph('Authors', run(block.text));
		case 'affiliations':
			return block.lines.map((line) => paragraph('Affiliation', run(line))).join('');
		case 'abstract':
		case 'keywords':
			return paragraph('Abstract', run(`${block.label} `, bold) + run(block.text));
		case 'heading':
			return paragraph(
				block.level === 1 ? 'Heading1' : 'Heading2',
				run(block.text),
				// Number 0 takes a heading out of the list that counts them.
				block.numbered ? '' : '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>',
			);
		case 'paragraph':
			return paragraph('BodyText', run(block.text));
		case 'list':
			return block.items.map((item) => paragraph('ListBullet', run(item))).join('');
		case 'equation':
			return paragraph(
				'Equation',
				`<w:r><w:tab/></w:r>${formula}<w:r><w:tab/></w:r>${run('(')}${sequence('Equation')}${run(')')}`,
			);
		case 'figure':
			return paragraph('Figure', run(block.text)) + caption(t.figureName, 'Figure', block.caption);
		case 'table':
			return caption(t.tableName, 'Table', block.caption) + table(block.rows) + paragraph('BodyText', '');
		case 'references':
			return (
				paragraph('Heading1', run(block.title), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>') +
				block.items.map((item) => paragraph('Reference', run(item))).join('')
			);
	}
}

const symbol = (text: string, upright = false) =>
	`<m:r>${upright ? '<m:rPr><m:sty m:val="p"/></m:rPr>' : ''}<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr><m:t>${x(text)}</m:t></m:r>`;
const below = (base: string, index: string) => `<m:sSub><m:e>${base}</m:e><m:sub>${index}</m:sub></m:sSub>`;
/** Δv = vₑ ln(m₀/m₁), as Word writes formulas. */
const formula = `<m:oMath>${symbol('Δv=')}${below(symbol('v'), symbol('e', true))}${symbol(' ln ', true)}<m:f><m:num>${below(symbol('m'), symbol('0'))}</m:num><m:den>${below(symbol('m'), symbol('1'))}</m:den></m:f></m:oMath>`;

function table(rows: readonly (readonly string[])[]): string {
	const width = Math.floor(9000 / (rows[0]?.length ?? 1));
	const line = (side: string, size: number) => `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="auto"/>`;
	const cell = (text: string, head: boolean) =>
		`<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${head ? `<w:tcBorders>${line('bottom', 4)}</w:tcBorders>` : ''}</w:tcPr>${paragraph('TableText', run(text, head ? bold : ''))}</w:tc>`;
	const grid = (rows[0] ?? []).map(() => `<w:gridCol w:w="${width}"/>`).join('');
	const body = rows
		.map((row, place) => {
			const head = place === 0;
			return `<w:tr>${head ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${row.map((text) => cell(text, head)).join('')}</w:tr>`;
		})
		.join('');
	return `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${line('top', 8)}${line('bottom', 8)}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body}</w:tbl>`;
}
