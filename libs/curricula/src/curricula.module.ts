import { Module } from '@nestjs/common';
import { ContentImportResolver } from './content-import/content-import.resolver.js';
import { ContentImportService } from './content-import/content-import.service.js';
import { DialogueResolver } from './content-import/dialogue.resolver.js';
import { CourseResolver } from './courses/course.resolver.js';
import { CourseService } from './courses/course.service.js';
import { AdoptionService } from './library/adoption.service.js';
import { LibraryResolver } from './library/library.resolver.js';
import { PublicationService } from './publication.service.js';
import { PublishedRubricsLoader } from './rubrics/published-rubrics-loader.js';
import { RubricDiffResolver } from './rubrics/rubric-diff.resolver.js';
import { RubricDiffService } from './rubrics/rubric-diff.service.js';
import { RubricEditorResolver } from './rubrics/rubric-editor.resolver.js';
import { RubricEditorService } from './rubrics/rubric-editor.service.js';
import { RubricResolver } from './rubrics/rubric.resolver.js';
import { ScenarioResolver, ScenarioVersionResolver } from './scenarios/scenario.resolver.js';

/** Scenarios, rubrics and courses of an agency, what it imports, and the library that it adopts from. */
@Module({
  providers: [
    AdoptionService,
    ContentImportResolver,
    ContentImportService,
    CourseResolver,
    CourseService,
    DialogueResolver,
    LibraryResolver,
    PublicationService,
    PublishedRubricsLoader,
    RubricDiffResolver,
    RubricDiffService,
    RubricEditorResolver,
    RubricEditorService,
    RubricResolver,
    ScenarioResolver,
    ScenarioVersionResolver,
  ],
})
export class CurriculaModule {}
