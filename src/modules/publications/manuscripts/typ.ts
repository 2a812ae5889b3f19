import type { Block, Template } from './content.ts';
import { paperFormat as format, type TemplateFacts } from './format.ts';
import { templateMessages } from './messages.ts';

/** A text as Typst markup that shows it as it is. */
export function typstText(text: string): string {
	return text.replace(/[\\#$*_`<>@[\]~=+\-/"']/g, (sign) => `\\${sign}`);
}

/** The template for Typst: one file, no packages, fonts that every system has a substitute for. Pure. */
export function typstTemplate(template: Template, facts: TemplateFacts): string {
	const t = templateMessages[facts.locale];
	const zh = facts.locale === 'zh';
	const [head] = template.blocks;
	const title = head?.kind === 'title' ? head.text : '';
	const fonts = zh ? '((name: "Source Serif 4", covers: "latin-in-cjk"), "Noto Serif SC")' : '"Source Serif 4"';
	return [
		...template.about.map((line) => `// ${line}`),
		`// ${t.fontNote(format.font)}`,
		`#set document(title: [${typstText(title)}])`,
		`#set page(paper: "a4", margin: ${format.margin}mm, numbering: "1", header: align(right, text(size: ${format.small}pt)[${typstText(template.head)}]))`,
		`#set text(font: ${fonts}, size: ${format.text}pt, lang: "${facts.locale}"${zh ? ', region: "CN"' : ''})`,
		`#set par(justify: true, leading: ${zh ? '0.75em' : '0.6em'}, spacing: ${zh ? '0.75em' : '0.9em'}${zh ? ', first-line-indent: (amount: 2em, all: true)' : ''})`,
		'#set heading(numbering: "1.1")',
		`#show heading: set text(size: ${format.heading}pt)`,
		'#show heading: set block(above: 1.2em, below: 0.7em)',
		'#set math.equation(numbering: "(1)")',
		'#show figure.where(kind: table): set figure.caption(position: top)',
		`#show figure.caption: set text(size: ${format.small + 1}pt)`,
		`#set figure.caption(separator: [. ])`,
		'',
		...template.blocks.flatMap((block) => [write(block, t), '']),
	].join('\n');
}

function write(block: Block, t: { figureName: string; tableName: string }): string {
	switch (block.kind) {
		case 'title':
			return `#align(center, par(first-line-indent: 0em, text(size: ${format.title}pt, weight: "bold")[${typstText(block.text)}]))`;
		case 'authors':
			return `#align(center, par(first-line-indent: 0em)[${typstText(block.text)}])`;
		case 'affiliations':
			return `#align(center, par(first-line-indent: 0em, justify: false, text(size: ${format.small}pt)[${block.lines.map(typstText).join(' \\\n  ')}]))`;
		case 'abstract':
		case 'keywords':
			return `#pad(x: 8mm, par(first-line-indent: 0em)[#strong[${typstText(block.label)}] ${typstText(block.text)}])`;
		case 'heading':
			return block.numbered
				? `${'='.repeat(block.level)} ${typstText(block.text)}`
				: `#heading(level: ${block.level}, numbering: none)[${typstText(block.text)}]`;
		case 'paragraph':
			return typstText(block.text);
		case 'list':
			return block.items.map((item) => `- ${typstText(item)}`).join('\n');
		case 'equation':
			return '$ Delta v = v_"e" ln m_0 / m_1 $';
		case 'figure':
			return [
				'#figure(',
				`  rect(width: 70%, height: 30mm, stroke: 0.5pt + gray, align(center + horizon)[${typstText(block.text)}]),`,
				`  caption: [${typstText(block.caption)}],`,
				`  supplement: [${typstText(t.figureName)}],`,
				')',
			].join('\n');
		case 'table':
			return [
				'#figure(',
				`  table(`,
				`    columns: ${block.rows[0]?.length ?? 1},`,
				'    stroke: none,',
				'    table.hline(),',
				`    table.header(${(block.rows[0] ?? []).map((cell) => `[*${typstText(cell)}*]`).join(', ')}),`,
				'    table.hline(stroke: 0.5pt),',
				...block.rows.slice(1).map((row) => `    ${row.map((cell) => `[${typstText(cell)}]`).join(', ')},`),
				'    table.hline(),',
				'  ),',
				'  kind: table,',
				`  caption: [${typstText(block.caption)}],`,
				`  supplement: [${typstText(t.tableName)}],`,
				')',
			].join('\n');
		case 'references':
			return [
				`#heading(level: 1, numbering: none)[${typstText(block.title)}]`,
				'',
				`#set enum(numbering: "[1]")`,
				...block.items.map((item) => `+ ${typstText(item)}`),
			].join('\n');
	}
}
