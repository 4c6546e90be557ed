import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0005_feed_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('visibility', models.CharField(blank=True, choices=[('public', 'Everyone'), ('members', 'Members'), ('board', 'Boards and office'), ('closed', 'Office only')], default='', max_length=8, verbose_name='who may see it')),
                ('trashed_at', models.DateTimeField(editable=False, null=True, verbose_name='in the trash since')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ('name', 'pk'),
                'indexes': [models.Index(fields=['collective', '-changed_at'], name='document_recent')],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what changed')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='documents.document', verbose_name='document')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'version of a document',
                'verbose_name_plural': 'versions of documents',
                'ordering': ('-number',),
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='version_number_once')],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentversion', verbose_name='version'),
        ),
        migrations.CreateModel(
            name='Folder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField(editable=False, null=True)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('visibility', models.CharField(blank=True, choices=[('public', 'Everyone'), ('members', 'Members'), ('board', 'Boards and office'), ('closed', 'Office only')], default='', max_length=8, verbose_name='who may see it')),
                ('circle', models.CharField(blank=True, choices=[('public', 'Everyone'), ('members', 'Members'), ('board', 'Boards and office'), ('closed', 'Office only')], default='', editable=False, max_length=8)),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('trashed_at', models.DateTimeField(editable=False, null=True, verbose_name='in the trash since')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('content_type', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='folders', to='documents.folder', verbose_name='lies in')),
            ],
            options={
                'verbose_name': 'folder',
                'verbose_name_plural': 'folders',
                'ordering': ('name', 'pk'),
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='folder_target')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('content_type__isnull', True), ('object_id__isnull', True)), models.Q(('content_type__isnull', False), ('object_id__isnull', False)), _connector='OR'), name='folder_hangs_or_not'), models.CheckConstraint(condition=models.Q(('object_id__isnull', False), models.Q(('circle', ''), _negated=True), _connector='OR'), name='folder_on_nothing_has_circle'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='folder_within_another'), models.UniqueConstraint(condition=models.Q(('object_id__isnull', False), ('parent__isnull', True)), fields=('content_type', 'object_id'), name='folder_first_once')],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='folder',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='documents.folder', verbose_name='folder'),
        ),
        migrations.CreateModel(
            name='FolderImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('place', models.CharField(blank=True, editable=False, max_length=120)),
                ('state', models.CharField(choices=[('looking', 'is being looked at'), ('review', 'waits for you'), ('refused', 'refused'), ('done', 'brought in')], default='looking', editable=False, max_length=8, verbose_name='state')),
                ('entries', models.JSONField(default=list, editable=False)),
                ('problem', models.CharField(blank=True, editable=False, max_length=400, verbose_name='reason')),
                ('outcome', models.JSONField(default=dict, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='documents.folder', verbose_name='folder')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'import of files',
                'verbose_name_plural': 'imports of files',
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('word', 'Word document'), ('sheet', 'Spreadsheet'), ('slides', 'Presentation'), ('text', 'Text'), ('picture', 'Picture'), ('other', 'Other file')], editable=False, max_length=16, verbose_name='kind')),
                ('size', models.BigIntegerField(editable=False, verbose_name='file size')),
                ('place', models.CharField(editable=False, max_length=120, unique=True)),
                ('text', models.TextField(default='', editable=False, verbose_name='text')),
                ('text_state', models.CharField(choices=[('waiting', 'is still being read'), ('read', 'can be searched'), ('unreadable', 'cannot be read')], default='waiting', editable=False, max_length=10, verbose_name='text')),
                ('preview_count', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'stored file',
                'verbose_name_plural': 'stored files',
                'constraints': [models.UniqueConstraint(fields=('collective', 'sha256', 'kind'), name='stored_file_once')],
            },
        ),
        migrations.AddField(
            model_name='documentversion',
            name='stored',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.storedfile', verbose_name='file'),
        ),
    ]
