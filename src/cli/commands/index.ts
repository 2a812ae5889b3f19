import type { Command } from '../command.ts';
import { assign } from './assign.ts';
import { backup, restore } from './backup.ts';
import { callExport, callImport } from './call.ts';
import { clockAdvance, clockSet, clockShow } from './clock.ts';
import { config } from './config.ts';
import { editionClone } from './edition-clone.ts';
import { editionExport, editionImport, schemaEdition } from './edition.ts';
import { filesCopy } from './files.ts';
import { init } from './init.ts';
import { mailBounces } from './mail.ts';
import { migrate } from './migrate.ts';
import { newsExport, newsImport } from './news.ts';
import { rank } from './rank.ts';
import { searchRebuild } from './search.ts';
import { start } from './start.ts';
import { statementExport, statementImport } from './statement.ts';
import { upgrade } from './upgrade.ts';
import { userGrant } from './user.ts';
import { verify } from './verify.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
	start,
	init,
	config,
	clockShow,
	clockAdvance,
	clockSet,
	editionImport,
	editionExport,
	editionClone,
	callImport,
	callExport,
	newsImport,
	newsExport,
	statementImport,
	statementExport,
	schemaEdition,
	userGrant,
	verify,
	backup,
	restore,
	upgrade,
	migrate,
	filesCopy,
	assign,
	rank,
	mailBounces,
	searchRebuild,
];
