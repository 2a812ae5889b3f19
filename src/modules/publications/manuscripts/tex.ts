import type { Block, Template } from './content.ts';
import { paperFormat as format, type TemplateFacts } from './format.ts';
import { templateMessages } from './messages.ts';

const special: Record<string, string> = {
	'\\': '\\textbackslash{}',
	'{': '\\{',
	'}': '\\}',
	$: '\\$',
	'&': '\\&',
	'#': '\\#',
	'%': '\\%',
	_: '\\_',
	'^': '\\textasciicircum{}',
	'~': '\\textasciitilde{}',
	'¹': '\\textsuperscript{1}',
	'²': '\\textsuperscript{2}',
	Δ: '$\\Delta$',
	'…': '\\dots{}',
	'–': '--',
	'·': '\\textperiodcentered{}',
};

/** A text as LaTeX that prints it as it is. */
export function latexText(text: string): string {
	return text.replace(/[\\{}$&#%_^~¹²Δ…–·]/g, (sign) => special[sign] as string);
}

/**
 * The template for LaTeX: the article class with packages of every distribution. A paper in Chinese needs ctex, and
 * XeLaTeX to find the fonts. Pure.
 */
export function latexTemplate(template: Template, facts: TemplateFacts): string {
	const zh = facts.locale === 'zh';
	return [
		...template.about.map((line) => `% ${line}`),
		`% ${templateMessages[facts.locale].compileNote(zh ? 'XeLaTeX' : 'pdfLaTeX, XeLaTeX, LuaLaTeX')}`,
		`\\documentclass[${format.text}pt,a4paper]{article}`,
		`\\usepackage[a4paper,margin=${format.margin}mm]{geometry}`,
		...(zh
			? ['\\usepackage[UTF8]{ctex}']
			: ['\\usepackage[T1]{fontenc}', '\\usepackage[utf8]{inputenc}', '\\usepackage{mathptmx}']),
		'\\usepackage{amsmath}',
		'\\usepackage{graphicx}',
		'\\usepackage{fancyhdr}',
		'\\pagestyle{fancy}',
		'\\fancyhf{}',
		`\\fancyhead[R]{\\small ${latexText(template.head)}}`,
		'\\fancyfoot[C]{\\thepage}',
		'\\renewcommand{\\headrulewidth}{0pt}',
		'\\setlength{\\headheight}{14pt}',
		'\\makeatletter',
		`\\renewcommand{\\section}{\\@startsection{section}{1}{0pt}{2.2ex plus .5ex}{1ex}{\\normalfont\\fontsize{${format.heading}}{${format.heading + 2}}\\selectfont\\bfseries}}`,
		`\\renewcommand{\\subsection}{\\@startsection{subsection}{2}{0pt}{1.8ex plus .5ex}{.8ex}{\\normalfont\\fontsize{${format.heading}}{${format.heading + 2}}\\selectfont\\bfseries}}`,
		'\\makeatother',
		'',
		'\\begin{document}',
		'\\thispagestyle{fancy}',
		'',
		...template.blocks.flatMap((block) => [write(block), '']),
		'\\end{document}',
		'',
	].join('\n');
}

function write(block: Block): string {
	switch (block.kind) {
		case 'title':
			return `\\begin{center}\n{\\fontsize{${format.title}}{${format.title + 4}}\\selectfont\\bfseries ${latexText(block.text)}\\par}\n\\end{center}`;
		case 'authors':
			return `\\begin{center}\n${latexText(block.text)}\n\\end{center}`;
		case 'affiliations':
			return `\\begin{center}\n\\small\n${block.lines.map(latexText).join(' \\\\\n')}\n\\end{center}`;
		case 'abstract':
		case 'keywords':
			return `\\begin{quote}\n\\textbf{${latexText(block.label)}} ${latexText(block.text)}\n\\end{quote}`;
		case 'heading': {
			const command = block.level === 1 ? 'section' : 'subsection';
			return `\\${command}${block.numbered ? '' : '*'}{${latexText(block.text)}}`;
		}
		case 'paragraph':
			return latexText(block.text);
		case 'list':
			return ['\\begin{itemize}', ...block.items.map((item) => `  \\item ${latexText(item)}`), '\\end{itemize}'].join(
				'\n',
			);
		case 'equation':
			return '\\begin{equation}\n  \\Delta v = v_{\\mathrm{e}} \\ln \\frac{m_0}{m_1}\n\\end{equation}';
		case 'figure':
			return [
				'\\begin{figure}[htbp]',
				'  \\centering',
				`  \\fbox{\\parbox[c][30mm][c]{0.7\\linewidth}{\\centering ${latexText(block.text)}}}`,
				`  \\caption{${latexText(block.caption)}}`,
				'\\end{figure}',
			].join('\n');
		case 'table':
			return [
				'\\begin{table}[htbp]',
				'  \\centering',
				`  \\caption{${latexText(block.caption)}}`,
				`  \\begin{tabular}{${'l'.repeat(block.rows[0]?.length ?? 1)}}`,
				'    \\hline',
				...block.rows.map((row, place) => `    ${row.map(latexText).join(' & ')} \\\\${place === 0 ? ' \\hline' : ''}`),
				'    \\hline',
				'  \\end{tabular}',
				'\\end{table}',
			].join('\n');
		case 'references':
			return [
				`\\renewcommand{\\refname}{${latexText(block.title)}}`,
				`\\begin{thebibliography}{${block.items.length}}`,
				...block.items.map((item, place) => `  \\bibitem{reference-${place + 1}} ${latexText(item)}`),
				'\\end{thebibliography}',
			].join('\n');
	}
}
