import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which language models there are, where they are served, what was found about them, and which agency uses which. */
export class ModelRegistry1763857600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.model_versions (
        id uuid primary key default uuidv7(),
        code text not null check (code ~ '^[a-z0-9][a-z0-9.-]{1,62}$'),
        version text not null check (version ~ '^[0-9A-Za-z][0-9A-Za-z.+-]{0,49}$'),
        kind text not null check (kind in ('INFERENCE_SERVER', 'IN_PROCESS')),
        served_name text not null check (length(served_name) between 1 and 200),
        adapter_name text check (length(adapter_name) between 1 and 200),
        base text not null check (length(base) between 1 and 200),
        base_licence text check (length(base_licence) between 1 and 100),
        licence text not null check (length(licence) between 1 and 100),
        allowed_use text not null check (allowed_use in ('PRODUCTION', 'TEST_ONLY', 'RESEARCH_ONLY')),
        weights_digest text not null check (weights_digest ~ '^[0-9a-f]{64}$'),
        adapter_digest text check (adapter_digest ~ '^[0-9a-f]{64}$'),
        tokenizer_digest text not null check (tokenizer_digest ~ '^[0-9a-f]{64}$'),
        template_digest text not null check (template_digest ~ '^[0-9a-f]{64}$'),
        digest text not null unique check (digest ~ '^[0-9a-f]{64}$'),
        card_digest text not null check (card_digest ~ '^[0-9a-f]{64}$'),
        context_tokens integer not null check (context_tokens between 64 and 1048576),
        prompt_template text not null check (length(prompt_template) between 1 and 100),
        data_manifest jsonb not null,
        training_config jsonb not null,
        notice text not null check (length(notice) between 1 and 300),
        lane text not null check (lane ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
        state text not null default 'CANDIDATE' check (state in ('CANDIDATE', 'EVALUATED', 'CANARY', 'ACTIVE', 'RETIRED')),
        state_since timestamptz not null default now(),
        registered_at timestamptz not null default now(),
        unique (code, version),
        check ((adapter_name is null) = (adapter_digest is null)),
        check (adapter_digest is null or base_licence is not null)
      );
      comment on column control.model_versions.digest is
        'SHA-256 over weights, adapter, tokenizer and chat template together: what determines the words.';
      comment on column control.model_versions.card_digest is 'SHA-256 over the whole card, so that a repeat is told from a change.';

      create table control.model_evaluations (
        id uuid primary key default uuidv7(),
        model_version_id uuid not null references control.model_versions (id),
        against_version_id uuid references control.model_versions (id),
        accepted boolean not null,
        cases_digest text not null check (cases_digest ~ '^[0-9a-f]{64}$'),
        report jsonb not null,
        evaluated_at timestamptz not null default now()
      );
      create index model_evaluations_version on control.model_evaluations (model_version_id, id);

      create table control.engines (
        name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        flavour text not null check (flavour in ('VLLM', 'LLAMA_SERVER', 'SGLANG', 'IN_PROCESS')),
        url text check (length(url) between 1 and 500 and url ~ '^https?://'),
        lane text not null check (lane ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
        slots integer not null check (slots between 1 and 1024),
        enabled boolean not null default true,
        added_at timestamptz not null default now(),
        check ((flavour = 'IN_PROCESS') = (url is null))
      );

      create table control.operator_actions (
        id uuid primary key default uuidv7(),
        at timestamptz not null default now(),
        operator_id uuid not null references control.operators (id),
        action text not null check (length(action) between 1 and 100),
        subject text not null check (length(subject) between 1 and 200),
        details jsonb not null default '{}'
      );
      comment on table control.operator_actions is 'Who did what to the deployment; what is done to an agency is in its own audit trail.';

      alter table control.agencies add column demonstration boolean not null default false;
      comment on column control.agencies.demonstration is
        'An agency of nobody, for showing the product: only here may a model that is for tests play, and only practice.';

      -- A version is what it is for ever: only how far its release has come is written later, and nothing is removed.
      grant select, insert, update (state, state_since) on control.model_versions to operator;
      grant select, insert on control.model_evaluations, control.operator_actions to operator;
      grant select, insert, update (flavour, url, lane, slots, enabled), delete on control.engines to operator;
      grant select on control.model_versions, control.model_evaluations, control.engines to app, worker;
      grant select on control.model_versions, control.model_evaluations, control.engines, control.operator_actions to backup;

      -- No foreign key to the version: its check would lock that one row of all agencies at each insert, and no role may remove one.
      create table agency_models (
        agency_id uuid not null,
        purpose text not null check (purpose in ('PLAYER')),
        model_version_id uuid not null,
        percent smallint not null check (percent in (0, 5, 25, 100)),
        since timestamptz not null default now(),
        primary key (agency_id, purpose, model_version_id)
      );
      select app.protect('agency_models', 'select, insert, update (percent, since)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table agency_models;
      alter table control.agencies drop column demonstration;
      drop table control.operator_actions, control.engines, control.model_evaluations, control.model_versions;
    `);
  }
}
