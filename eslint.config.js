import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.parley/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A forgotten await is a lost write or a transaction that outlives its connection.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "Property[key.name='synchronize'][value.value!=false]",
          message: 'Migrations only: never let TypeORM change the schema.',
        },
        {
          selector: "MemberExpression[object.name='Scope'][property.name='REQUEST']",
          message: 'Scope.REQUEST costs an instance per field.',
        },
        {
          selector: "CallExpression[callee.name='forwardRef']",
          message: 'forwardRef hides a cycle: turn the downward call into an event.',
        },
      ],
    },
  },
);
